package dev.culvert.front.engine;

import java.util.List;
import jdk.jshell.JShell;

/**
 * The imports that every notebook has. JShell takes 10 to 100 ms for each, so it is given them one
 * by one when there is time, and all that are left before it is asked anything that depends on
 * them. Guarded by the engine's lock.
 */
final class DefaultImports {

  private static final List<String> NAMES =
      List.of(
          "java.io.*",
          "java.math.*",
          "java.net.*",
          "java.nio.file.*",
          "java.time.*",
          "java.util.*",
          "java.util.concurrent.*",
          "java.util.function.*",
          "java.util.regex.*",
          "java.util.stream.*",
          "static dev.culvert.api.Culvert.*");

  private final JShell shell;
  private int given;

  DefaultImports(JShell shell) {
    this.shell = shell;
  }

  /**
   * Gives JShell one more.
   *
   * @return whether there are more
   */
  boolean giveNext() {
    if (given < NAMES.size()) {
      shell.eval("import " + NAMES.get(given) + ";");
      given++;
    }
    return given < NAMES.size();
  }

  void giveAll() {
    while (giveNext()) {}
  }

  /** What JShell does not have yet, as declarations in one line. */
  String left() {
    StringBuilder left = new StringBuilder();
    NAMES.subList(given, NAMES.size()).forEach(name -> left.append("import " + name + "; "));
    return left.toString();
  }
}
