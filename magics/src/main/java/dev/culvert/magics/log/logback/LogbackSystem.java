package dev.culvert.magics.log.logback;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import dev.culvert.magics.log.LogSettings;
import dev.culvert.magics.log.LogSystem;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;

/**
 * The Logback of the notebook.
 *
 * <p>Ours is added to what the user configured. What Logback itself set up because nobody
 * configured it, a console appender of that name, is put aside while ours is there, and this is
 * said.
 */
public final class LogbackSystem implements LogSystem {

  private static final String OURS = "CULVERT";
  private static final String LOGBACKS_DEFAULT = "console";
  private static final List<String> CONFIGURATIONS = List.of("logback-test.xml", "logback.xml");

  private final LoggerContext context;
  private final Logger root;
  private Appender<ILoggingEvent> putAside; // null: none
  private Level levelBefore;

  /** For {@code %log}, which finds this class in the cells' class loader. */
  public LogbackSystem() {
    if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext logback)) {
      throw new IllegalStateException("SLF4J is bound to another library than Logback");
    }
    context = logback;
    root = context.getLogger(Logger.ROOT_LOGGER_NAME);
  }

  @Override
  public String attach(LogSettings settings) {
    detach();
    levelBefore = root.getLevel();
    boolean configured = isConfigured();
    Appender<ILoggingEvent> byDefault = root.getAppender(LOGBACKS_DEFAULT);
    if (!configured && byDefault instanceof ConsoleAppender) {
      root.detachAppender(byDefault); // not stopped: it comes back
      putAside = byDefault;
    }
    List<String> others = new ArrayList<>();
    root.iteratorForAppenders().forEachRemaining(each -> others.add(each.getName()));
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern(settings.pattern());
    encoder.start();
    CellAppender appender = new CellAppender();
    appender.setContext(context);
    appender.setName(OURS);
    appender.setEncoder(encoder);
    appender.setTail(settings.tail());
    appender.start();
    root.addAppender(appender);
    if (!configured) {
      root.setLevel(Level.toLevel(settings.level()));
    }
    return "Logback: shown"
        + (putAside == null ? "" : " in place of Logback's default")
        + (others.isEmpty()
            ? ""
            : ", beside your own "
                + others.stream().map(String::valueOf).collect(Collectors.joining(", ")))
        + (configured ? "; levels are those of your configuration" : "");
  }

  private boolean isConfigured() {
    ClassLoader loader = LogbackSystem.class.getClassLoader();
    return System.getProperty("logback.configurationFile") != null
        || CONFIGURATIONS.stream().anyMatch(name -> loader.getResource(name) != null);
  }

  @Override
  public void detach() {
    Appender<ILoggingEvent> ours = root.getAppender(OURS);
    if (ours == null) {
      return;
    }
    root.detachAppender(ours);
    ours.stop();
    root.setLevel(levelBefore);
    if (putAside != null) {
      root.addAppender(putAside);
      putAside = null;
    }
  }

  @Override
  public void level(String logger, String level) {
    context
        .getLogger(logger.isEmpty() ? Logger.ROOT_LOGGER_NAME : logger)
        .setLevel(Level.toLevel(level));
  }
}
