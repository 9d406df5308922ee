package dev.culvert.bench;

import dev.culvert.client.KernelException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What our own additions cost beside what they add to, in one kernel: {@code CellAppender} beside
 * Logback's {@code ConsoleAppender}, and {@code Fork} beside {@code ProcessBuilder} with the same
 * options. Only the ratios mean something; on a busy machine those of processor time (front and
 * worker together) are the better ones.
 */
final class Logging {

  private static final int THREADS = 8;
  private static final int LINES = 100_000;
  private static final int WARM_UPS = 3;
  private static final int TURNS = 9;

  private static final String TOOLS =
      """
      import ch.qos.logback.classic.Logger;
      import ch.qos.logback.classic.LoggerContext;
      import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
      import ch.qos.logback.classic.spi.ILoggingEvent;
      import ch.qos.logback.core.ConsoleAppender;
      import dev.culvert.magics.child.*;
      import dev.culvert.magics.log.logback.CellAppender;
      var context = (LoggerContext) org.slf4j.LoggerFactory.getILoggerFactory();
      Logger logger(String name, ConsoleAppender<ILoggingEvent> appender) {
        var encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern("%level [%thread] %msg%n");
        encoder.start();
        appender.setContext(context);
        appender.setEncoder(encoder);
        appender.start();
        Logger logger = context.getLogger(name);
        logger.setAdditive(false);
        logger.addAppender(appender);
        return logger;
      }
      void log(Logger logger, int lines) throws Exception {
        var threads = new Thread[8];
        for (int t = 0; t < 8; t++) {
          threads[t] = new Thread(() -> { for (int i = 0; i < lines / 8; i++) logger.info("line {}", i); });
          threads[t].start();
        }
        for (Thread each : threads) each.join();
      }
      String java = System.getProperty("java.home") + "/bin/java";
      List<String> options = List.of("-Dfile.encoding=UTF-8", "-Dstdout.encoding=UTF-8", "-Dstderr.encoding=UTF-8",
          "-Dsun.stdout.encoding=UTF-8", "-Dsun.stderr.encoding=UTF-8", "-Xshare:auto");
      List<String> version = new ArrayList<>(List.of(java));
      version.addAll(options);
      version.addAll(List.of("-cp", System.getProperty("java.class.path"), "com.sun.tools.javac.Main", "-version"));""";

  private static final String LOG = "log(logger, " + LINES + ");";
  private static final String BUILDER =
      "new ProcessBuilder(version).inheritIO().start().waitFor();";
  private static final String FORK =
      "Fork.mainClass(\"com.sun.tools.javac.Main\").jvm(\"-Xshare:auto\").args(\"-version\").run();";

  private Logging() {}

  static Map<String, Double> round(Peer peer) throws KernelException, InterruptedException {
    Map<String, Double> figures = new LinkedHashMap<>();
    // A kernel each: what CellAppender adds works for all of a context, and a JVM that knows one
    // appender compiles it better than one that knows two. Both are warm, and take turns.
    try (Session plain = withAppender(peer, "ConsoleAppender<>()");
        Session cells = withAppender(peer, "CellAppender()")) {
      Turns plainTurns = new Turns(plain);
      Turns cellTurns = new Turns(cells);
      for (int i = 0; i < TURNS; i++) {
        plainTurns.take();
        cellTurns.take();
      }
      figures.put("100,000 log lines of 8 threads, ConsoleAppender, ms", plainTurns.millis());
      figures.put("the same by CellAppender, ms", cellTurns.millis());
      figures.put("processor time, ConsoleAppender, ms", plainTurns.processorMillis());
      figures.put("processor time, CellAppender, ms", cellTurns.processorMillis());
      figures.put("a JVM by ProcessBuilder, ms", median(plain, BUILDER));
      figures.put("the same by Fork, ms", median(plain, FORK));
    }
    return figures;
  }

  private static Session withAppender(Peer peer, String appender)
      throws KernelException, InterruptedException {
    Session session = new Session(peer);
    session.run("%maven ch.qos.logback:logback-classic:1.5.18");
    session.run(TOOLS);
    session.run("var logger = logger(\"bench\", new " + appender + ");");
    for (int i = 0; i < WARM_UPS; i++) {
      session.run(LOG);
    }
    return session;
  }

  private static double median(Session session, String code)
      throws KernelException, InterruptedException {
    List<Double> times = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      times.add(session.time(code));
    }
    return Work.quantile(times, 0.5);
  }

  /** What one appender took, turn by turn. */
  private static final class Turns {

    private final Session session;
    private final List<Double> millis = new ArrayList<>();
    private final List<Double> processorMillis = new ArrayList<>();

    Turns(Session session) {
      this.session = session;
    }

    void take() throws KernelException, InterruptedException {
      double before = session.processorMillis();
      Session.Run run = session.run(LOG);
      processorMillis.add(session.processorMillis() - before);
      if (run.stdout().lines().count() != LINES) { // of this cell: others have another parent
        throw new KernelException("log lines of " + THREADS + " threads are missing");
      }
      millis.add(run.millis());
    }

    double millis() {
      return Work.quantile(millis, 0.5);
    }

    double processorMillis() {
      return Work.quantile(processorMillis, 0.5);
    }
  }
}
