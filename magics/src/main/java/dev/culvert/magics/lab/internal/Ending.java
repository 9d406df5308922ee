package dev.culvert.magics.lab.internal;

import java.util.Locale;

/** How the JVM of a program ends. */
enum Ending {
  RETURN(""),
  EXIT("System.exit(0);"),
  /** Without shutdown hooks. */
  HALT("Runtime.getRuntime().halt(0);"),
  KILL(
      "new ProcessBuilder(\"kill\", \"-9\", \"\" + ProcessHandle.current().pid()).start();\n"
          + "Thread.sleep(60_000);"),
  TERM(
      "new ProcessBuilder(\"kill\", \"\" + ProcessHandle.current().pid()).start();\n"
          + "Thread.sleep(60_000);"),
  THROW("throw new IllegalStateException(\"thrown on purpose\");");

  private final String code;

  Ending(String code) {
    this.code = code;
  }

  /** The last statements of the main method. */
  String code() {
    return code;
  }

  /** As the column is called. */
  String place() {
    return name().toLowerCase(Locale.ROOT);
  }
}
