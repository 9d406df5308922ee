package dev.culvert.magics.lab.internal;

import java.util.Locale;

/** How the JVM of a program ends. */
enum Ending {
  RETURN("", ""),
  EXIT("", "System.exit(0);"),
  /** Without shutdown hooks. */
  HALT("", "Runtime.getRuntime().halt(0);"),
  KILL(killer("kill -9 $PPID"), "killer.getOutputStream().close(); // now\nThread.sleep(60_000);"),
  TERM(killer("kill $PPID"), "killer.getOutputStream().close(); // now\nThread.sleep(60_000);"),
  THROW("", "throw new IllegalStateException(\"thrown on purpose\");");

  private final String before;
  private final String code;

  Ending(String before, String code) {
    this.before = before;
    this.code = code;
  }

  /** The first statements of the main method. */
  String before() {
    return before;
  }

  /** The last statements of the main method. */
  String code() {
    return code;
  }

  /** As the column is called. */
  String place() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** A shell that stands ready: starting one takes long enough, at times, for a late line. */
  private static String killer(String command) {
    return "Process killer = new ProcessBuilder(\"sh\", \"-c\", \"echo ready; read now; "
        + command
        + "\").start();\n"
        + "killer.getInputStream().read();";
  }
}
