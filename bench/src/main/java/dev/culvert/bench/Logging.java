package dev.culvert.bench;

import dev.culvert.client.KernelException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What our own additions cost beside what they add to, in one kernel: {@code CellAppender} beside
 * Logback's {@code ConsoleAppender}, and {@code Fork} beside {@code ProcessBuilder} with the same
 * options. Only the ratios mean something.
 */
final class Logging {

  private static final int THREADS = 8;
  private static final int LINES = 100_000;

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
      var plain = logger("plain", new ConsoleAppender<>());
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

  private Logging() {}

  static Map<String, Double> round(Peer peer) throws KernelException, InterruptedException {
    try (Session session = new Session(peer)) {
      session.run("%maven ch.qos.logback:logback-classic:1.5.18");
      session.run(TOOLS);
      session.run("log(plain, 20_000);");
      Map<String, Double> figures = new LinkedHashMap<>();
      // The filter that CellAppender adds works for all of the context: so this one is first.
      figures.put("100,000 log lines of 8 threads, ConsoleAppender, ms", timed(session, "plain"));
      session.run("var cells = logger(\"cells\", new CellAppender());");
      session.run("log(cells, 20_000);");
      figures.put("the same by CellAppender, ms", timed(session, "cells"));
      figures.put("a JVM by ProcessBuilder, ms", median(session, BUILDER));
      figures.put("the same by Fork, ms", median(session, FORK));
      return figures;
    }
  }

  private static final String BUILDER =
      "new ProcessBuilder(version).inheritIO().start().waitFor();";
  private static final String FORK =
      "Fork.mainClass(\"com.sun.tools.javac.Main\").jvm(\"-Xshare:auto\").args(\"-version\").run();";

  private static double median(Session session, String code)
      throws KernelException, InterruptedException {
    List<Double> times = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      times.add(session.time(code));
    }
    return Work.quantile(times, 0.5);
  }

  private static double timed(Session session, String logger)
      throws KernelException, InterruptedException {
    Session.Run run = session.run("log(" + logger + ", " + LINES + ");");
    if (run.stdout().lines().count() != LINES / THREADS * THREADS) {
      throw new KernelException("lines of " + THREADS + " threads are missing");
    }
    return run.millis();
  }
}
