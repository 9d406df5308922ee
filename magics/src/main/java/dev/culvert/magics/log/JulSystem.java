package dev.culvert.magics.log;

import dev.culvert.api.Cell;
import dev.culvert.api.Culvert;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * {@code java.util.logging}, and with it {@code System.Logger}, which the JDK hands over to it.
 *
 * <p>The JDK's console handler, which nobody asked for, is put aside while ours is there; handlers
 * of a configuration of the user's stay.
 */
public final class JulSystem implements LogSystem {

  private static final Map<String, Level> LEVELS =
      Map.of(
          "TRACE", Level.FINER,
          "DEBUG", Level.FINE,
          "INFO", Level.INFO,
          "WARN", Level.WARNING,
          "ERROR", Level.SEVERE,
          "OFF", Level.OFF);

  private final Logger root = Logger.getLogger("");
  private final List<Handler> putAside = new ArrayList<>();
  private final Map<String, Logger> levelled = new HashMap<>(); // a logger without owner is lost
  private Handler ours; // null: not attached

  @Override
  public String attach(LogSettings settings) {
    detach();
    ours = new CellHandler(settings);
    ours.setLevel(Level.ALL);
    root.addHandler(ours);
    if (!isConfigured()) {
      for (Handler each : root.getHandlers()) {
        if (each.getClass() == ConsoleHandler.class) {
          root.removeHandler(each);
          putAside.add(each);
        }
      }
    }
    level("", settings.level());
    return "java.util.logging and System.Logger: shown"
        + (putAside.isEmpty() ? ", beside your own handlers" : " in place of the JDK's default");
  }

  private static boolean isConfigured() {
    return System.getProperty("java.util.logging.config.file") != null
        || System.getProperty("java.util.logging.config.class") != null;
  }

  @Override
  public void detach() {
    if (ours != null) {
      root.removeHandler(ours);
      putAside.forEach(root::addHandler);
      putAside.clear();
      ours = null;
    }
  }

  @Override
  public void level(String logger, String level) {
    levelled.computeIfAbsent(logger, Logger::getLogger).setLevel(LEVELS.get(level));
  }

  /** Prints on the calling thread, so a line is in the cell of the call. */
  private static final class CellHandler extends Handler {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");
    private static final String RESET = "\u001b[0;39m";

    private final LogSettings settings;

    CellHandler(LogSettings settings) {
      this.settings = settings;
      setFormatter(new Message());
    }

    @Override
    public void publish(LogRecord record) {
      if (!isLoggable(record)) {
        return;
      }
      String line = line(record);
      settings.tail().add(line);
      String logger = record.getLoggerName() == null ? "anonymous" : record.getLoggerName();
      Culvert.cell()
          .ifPresentOrElse(
              cell -> cell.runAsLogger(logger, () -> System.out.println(line)),
              () -> System.out.println(line));
    }

    private String line(LogRecord record) {
      String cell =
          Culvert.cell().map(Cell::number).map(number -> "cell " + number).orElse("no cell");
      return TIME.format(LocalTime.ofInstant(record.getInstant(), ZoneId.systemDefault()))
          + " "
          + coloured(String.format(Locale.ROOT, "%-5s", name(record)), colour(record))
          + " ["
          + Thread.currentThread().getName()
          + "] "
          + coloured(cell, "\u001b[36m")
          + " "
          + record.getLoggerName()
          + " - "
          + getFormatter().format(record);
    }

    private String coloured(String text, String colour) {
      return settings.colours() ? colour + text + RESET : text;
    }

    private static String colour(LogRecord record) {
      int level = record.getLevel().intValue();
      return level >= Level.SEVERE.intValue()
          ? "\u001b[1;31m"
          : level >= Level.WARNING.intValue() ? "\u001b[31m" : "\u001b[34m";
    }

    private static String name(LogRecord record) {
      int level = record.getLevel().intValue();
      if (level >= Level.SEVERE.intValue()) {
        return "ERROR";
      } else if (level >= Level.WARNING.intValue()) {
        return "WARN";
      }
      return level >= Level.INFO.intValue()
          ? "INFO"
          : level >= Level.FINE.intValue() ? "DEBUG" : "TRACE";
    }

    @Override
    public void flush() {
      System.out.flush();
    }

    @Override
    public void close() {}
  }

  /** The message alone, and the stack trace below it. */
  private static final class Message extends Formatter {
    @Override
    public String format(LogRecord record) {
      Throwable thrown = record.getThrown();
      if (thrown == null) {
        return formatMessage(record);
      }
      java.io.StringWriter trace = new java.io.StringWriter();
      thrown.printStackTrace(new java.io.PrintWriter(trace, true));
      return formatMessage(record) + System.lineSeparator() + trace.toString().stripTrailing();
    }
  }
}
