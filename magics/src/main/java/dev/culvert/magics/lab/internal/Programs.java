package dev.culvert.magics.lab.internal;

import dev.culvert.magics.lab.internal.Program.Needs;
import java.util.List;

/** The programs of the lab, in the order of the lesson. */
final class Programs {

  private static final String OWN_BUFFER = "it lies in a buffer of the program's own";
  private static final String TOO_EARLY =
      "the JVM ends before the thread prints; a daemon is never waited for";
  private static final List<String> LOGBACK_IMPORTS =
      List.of(
          "ch.qos.logback.classic.*",
          "ch.qos.logback.classic.encoder.PatternLayoutEncoder",
          "ch.qos.logback.classic.net.SocketAppender",
          "ch.qos.logback.classic.spi.ILoggingEvent",
          "ch.qos.logback.classic.util.LogbackMDCAdapter",
          "ch.qos.logback.core.*");
  private static final String LOGBACK =
      """
      LoggerContext context = new LoggerContext();
      context.setMDCAdapter(new LogbackMDCAdapter());
      PatternLayoutEncoder encoder = new PatternLayoutEncoder();
      encoder.setContext(context);
      encoder.setPattern("%msg%n");
      encoder.start();
      """;
  private static final String CONSOLE =
      LOGBACK
          + """
          ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
          console.setContext(context);
          console.setEncoder(encoder);
          console.start();
          """;

  static final List<Program> ALL =
      List.of(
          of("println", "System.out.println", "System.out.println(line);"),
          of("print", "System.out.print, no line break", "System.out.print(line);"),
          new Program(
              "descriptor",
              "FileDescriptor.out",
              List.of("java.io.*"),
              "new FileOutputStream(FileDescriptor.out).write(line.getBytes());",
              Needs.NOTHING,
              "",
              ""),
          new Program(
              "unflushed",
              "a BufferedWriter that is never flushed",
              List.of("java.io.*"),
              "Writer out = new BufferedWriter(new OutputStreamWriter(System.out));\n"
                  + "out.write(line);",
              Needs.NOTHING,
              OWN_BUFFER,
              "out.flush(), or try-with-resources"),
          new Program(
              "flushed",
              "a BufferedWriter, flushed",
              List.of("java.io.*"),
              "Writer out = new BufferedWriter(new OutputStreamWriter(System.out));\n"
                  + "out.write(line);\n"
                  + "out.flush();",
              Needs.NOTHING,
              "",
              ""),
          new Program(
              "autoflush",
              "a PrintWriter with autoflush",
              List.of("java.io.*"),
              "new PrintWriter(System.out, true).println(line);",
              Needs.NOTHING,
              "",
              ""),
          new Program(
              "swapped",
              "System.setOut to a buffered stream without autoflush",
              List.of("java.io.*"),
              "System.setOut(new PrintStream(\n"
                  + "    new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)), false));\n"
                  + "System.out.println(line);",
              Needs.NOTHING,
              OWN_BUFFER + ": the stream was swapped for one that does not flush",
              "pass true for autoflush"),
          new Program(
              "late-thread",
              "a thread, 500 ms later",
              List.of(),
              thread("new Thread(", ").start();"),
              Needs.NOTHING,
              TOO_EARLY,
              "join the thread"),
          new Program(
              "daemon-thread",
              "a daemon thread, 500 ms later",
              List.of(),
              thread("Thread daemon = new Thread(", ");")
                  + "\ndaemon.setDaemon(true);\ndaemon.start();",
              Needs.NOTHING,
              TOO_EARLY,
              "join the thread"),
          new Program(
              "virtual-thread",
              "a virtual thread, 500 ms later",
              List.of(),
              thread("Thread.startVirtualThread(", ");"),
              Needs.VIRTUAL_THREADS,
              TOO_EARLY + ", and virtual threads are daemons",
              "join the thread"),
          new Program(
              "jul",
              "java.util.logging, ConsoleHandler",
              List.of("java.util.logging.Logger"),
              "Logger.getLogger(\"lab\").info(line);",
              Needs.NOTHING,
              "",
              ""),
          new Program(
              "jul-memory",
              "java.util.logging, MemoryHandler that is never pushed",
              List.of("java.util.logging.*"),
              "Logger logger = Logger.getLogger(\"lab-memory\");\n"
                  + "logger.setUseParentHandlers(false);\n"
                  + "logger.addHandler(new MemoryHandler(new ConsoleHandler(), 100, Level.OFF));\n"
                  + "logger.info(line);",
              Needs.NOTHING,
              "the handler keeps it until it is pushed",
              "handler.push()"),
          logback(
              "logback-console",
              "Logback, ConsoleAppender",
              CONSOLE + log("console"),
              Needs.LOGBACK,
              "",
              ""),
          logback(
              "logback-file",
              "Logback, FileAppender with immediateFlush=false",
              LOGBACK
                  + """
                  FileAppender<ILoggingEvent> file = new FileAppender<>();
                  file.setContext(context);
                  file.setEncoder(encoder);
                  file.setFile("/dev/stdout");
                  file.setImmediateFlush(false);
                  file.start();
                  """
                  + log("file"),
              Needs.LOGBACK,
              "it lies in the appender's buffer",
              "immediateFlush=true, or context.stop()"),
          logback(
              "logback-async",
              "Logback, AsyncAppender before the console",
              CONSOLE
                  + """
                  AsyncAppender async = new AsyncAppender();
                  async.setContext(context);
                  async.addAppender(console);
                  async.start();
                  """
                  + log("async"),
              Needs.LOGBACK,
              "it waits in a queue, whose thread is a daemon",
              "context.stop(), in a shutdown hook if need be"),
          logback(
              "logback-socket",
              "Logback, SocketAppender; the lab listens",
              LOGBACK
                  + """
                  SocketAppender socket = new SocketAppender();
                  socket.setContext(context);
                  socket.setRemoteHost("127.0.0.1");
                  socket.setPort(Integer.getInteger("lab.port", 4560));
                  socket.start();
                  """
                  + log("socket"),
              Needs.LOGBACK_AND_RECEIVER,
              "it waits in a queue until the connection is made",
              "a ConsoleAppender; a socket is no way out for a short-lived JVM"),
          new Program(
              "hook",
              "a shutdown hook",
              List.of(),
              "Runtime.getRuntime().addShutdownHook(\n"
                  + "    new Thread(() -> System.out.println(line)));",
              Needs.NOTHING,
              "killed before the hook: halt and kill -9 run none; a kernel goes on",
              "print before the end"),
          of(
              "inherit-io",
              "a child of the program, with inheritIO",
              "new ProcessBuilder(\"echo\", line).inheritIO().start().waitFor();"),
          new Program(
              "full-pipe",
              "1 MB before the line; the parent waits before it reads",
              List.of(),
              "System.out.println(\"x\".repeat(1_000_000));\nSystem.out.println(line);",
              Needs.LATE_READER,
              "the pipe is full (64 KiB): the child waits for a reader, its parent for the child",
              "read first, then waitFor; or Fork.onLine"));

  private Programs() {}

  private static Program of(String name, String title, String code) {
    return new Program(name, title, List.of(), code, Needs.NOTHING, "", "");
  }

  private static Program logback(
      String name, String title, String code, Needs needs, String why, String fix) {
    return new Program(name, title, LOGBACK_IMPORTS, code, needs, why, fix);
  }

  private static String thread(String before, String after) {
    return before
        + "() -> {\n"
        + "  try {\n"
        + "    Thread.sleep(500);\n"
        + "  } catch (InterruptedException e) {\n"
        + "    return;\n"
        + "  }\n"
        + "  System.out.println(line);\n"
        + "}"
        + after;
  }

  private static String log(String appender) {
    // var: in a notebook another cell may have imported another Logger.
    return "var logger = context.getLogger(\"lab\");\nlogger.addAppender("
        + appender
        + ");\nlogger.info(line);";
  }
}
