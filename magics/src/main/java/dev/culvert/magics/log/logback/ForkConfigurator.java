package dev.culvert.magics.log.logback;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.util.List;

/**
 * Sets up Logback in a forked JVM whose parent asked for it with {@code Fork.logging}.
 *
 * <p>Lines go to the inherited stdout at once, where {@code halt} and {@code kill -9} cannot take
 * them back. A shutdown hook stops the context, so that appenders with a queue or a buffer write
 * what they hold. Where the program has a configuration of its own, only the hook is added.
 */
public final class ForkConfigurator extends ContextAwareBase implements Configurator {

  private static final List<String> CONFIGURATIONS = List.of("logback-test.xml", "logback.xml");
  private static final String PATTERN = "%d{HH:mm:ss.SSS} %-5level [%thread] %logger{24} - %msg%n";

  /** For Logback. */
  public ForkConfigurator() {}

  @Override
  public ExecutionStatus configure(LoggerContext logback) {
    Runtime.getRuntime().addShutdownHook(new Thread(logback::stop, "logback-stop"));
    ClassLoader loader = ForkConfigurator.class.getClassLoader();
    if (System.getProperty("logback.configurationFile") != null
        || CONFIGURATIONS.stream().anyMatch(name -> loader.getResource(name) != null)) {
      return ExecutionStatus.INVOKE_NEXT_IF_ANY;
    }
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(logback);
    encoder.setPattern(PATTERN);
    encoder.start();
    ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
    console.setContext(logback);
    console.setName("FORK");
    console.setEncoder(encoder);
    console.start();
    Logger root = logback.getLogger(Logger.ROOT_LOGGER_NAME);
    root.addAppender(console);
    root.setLevel(Level.INFO);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }
}
