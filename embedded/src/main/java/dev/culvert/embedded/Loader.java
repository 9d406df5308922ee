package dev.culvert.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Asks the dynamic loader which shared libraries a program lacks.
 *
 * <p>The loader itself lists them when {@code LD_TRACE_LOADED_OBJECTS} is set, which is what {@code
 * ldd} does; so this works where {@code ldd} is not installed. The program does not run.
 */
final class Loader {

  private static final Pattern NOT_FOUND = Pattern.compile("(\\S+) => not found");
  private static final Pattern CANNOT_OPEN =
      Pattern.compile("error while loading shared libraries: ([^:\\s]+):");
  private static final Pattern WRONG_VERSION = Pattern.compile("version [`']([^'`]+)' not found");

  private Loader() {}

  /** The libraries and library versions that are missing; empty when the program can be loaded. */
  static List<String> missing(Path program) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(program.toString()).redirectErrorStream(true);
    builder.environment().put("LD_TRACE_LOADED_OBJECTS", "1");
    Process asked = builder.start();
    asked.getOutputStream().close();
    return missing(new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
  }

  /** The same, from what a loader or a program that failed to load has printed. */
  static List<String> missing(String printed) {
    TreeSet<String> names = new TreeSet<>();
    for (Pattern pattern : List.of(NOT_FOUND, CANNOT_OPEN, WRONG_VERSION)) {
      Matcher matcher = pattern.matcher(printed);
      while (matcher.find()) {
        names.add(matcher.group(1));
      }
    }
    return List.copyOf(names);
  }
}
