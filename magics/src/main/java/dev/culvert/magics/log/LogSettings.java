package dev.culvert.magics.log;

/**
 * How lines are shown.
 *
 * @param level the least level of all loggers that have none of their own, as {@code INFO}
 * @param pattern Logback's; the bridge of java.util.logging has a form of its own
 * @param colours whether lines have ANSI colours
 * @param tail where lines are kept
 */
public record LogSettings(String level, String pattern, boolean colours, LogTail tail) {

  /** Time, level, thread, cell, logger and message, in colours. */
  public static final String COLOURED =
      "%d{HH:mm:ss.SSS} %highlight(%-5level) [%thread] %cyan(cell %X{cell}) %logger{24} - %msg%n";

  /** The same without colours. */
  public static final String PLAIN =
      "%d{HH:mm:ss.SSS} %-5level [%thread] cell %X{cell} %logger{24} - %msg%n";

  /** The standard settings. */
  public static LogSettings standard(LogTail tail) {
    return new LogSettings("INFO", COLOURED, true, tail);
  }
}
