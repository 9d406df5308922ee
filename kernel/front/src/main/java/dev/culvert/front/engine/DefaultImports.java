package dev.culvert.front.engine;

import dev.culvert.api.Culvert;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import jdk.jshell.JShell;

/**
 * The imports that every notebook has. JShell takes 10 to 100 ms for each, so it is given them one
 * by one when there is time, and all that are left before it is asked anything that depends on
 * them. Guarded by the engine's lock.
 */
final class DefaultImports {

  private static final String CULVERT = "static " + Culvert.class.getName() + ".*";
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
          CULVERT);
  private static final Set<String> MEMBERS =
      Arrays.stream(Culvert.class.getMethods()).map(Method::getName).collect(Collectors.toSet());

  private final JShell shell;
  private int given;

  /** Whether every notebook imports this; {@code static} stands before a static import. */
  static boolean isDefault(String name) {
    return NAMES.contains(name);
  }

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

  /**
   * What code needs that JShell was not given yet, as declarations in one line.
   *
   * @param names all names in the code
   */
  String leftFor(Set<String> names) {
    StringBuilder left = new StringBuilder();
    for (String name : NAMES.subList(given, NAMES.size())) {
      if (mayBeMeant(name, names)) {
        left.append("import ").append(name).append("; ");
      }
    }
    return left.toString();
  }

  /**
   * Whether code with these names may mean something that an import brings.
   *
   * @param imported as the declaration has it, without the keyword
   */
  static boolean mayBeMeant(String imported, Set<String> names) {
    if (imported.equals(CULVERT)) {
      return names.stream().anyMatch(MEMBERS::contains);
    }
    return imported.endsWith(".*")
        ? !names.isEmpty()
        : names.contains(imported.substring(imported.lastIndexOf('.') + 1));
  }
}
