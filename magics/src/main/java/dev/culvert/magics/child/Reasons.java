package dev.culvert.magics.child;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Why a child failed, found after its end: in what its stderr said, where that was captured, else
 * by a look at its class path.
 */
final class Reasons {

  private static final int FAILED = 1;

  private final String mainClass; // null for a source file and for tasks
  private final String classPath;

  Reasons(String mainClass, String classPath) {
    this.mainClass = mainClass;
    this.classPath = classPath;
  }

  /**
   * @param outcome of a task; {@link Outcome#NONE} for programs
   * @param errors the last lines of its stderr, as far as they were captured
   */
  Optional<String> of(int code, Outcome outcome, List<String> errors) {
    if (code == 0) {
      return Optional.empty();
    }
    String memory = "java.lang.OutOfMemoryError";
    if (outcome.problem() != null) {
      return Optional.of(
          outcome.problem().startsWith(memory)
              ? outOfMemory(outcome.problem().substring(memory.length()))
              : outcome.problem());
    }
    for (String line : errors) {
      if (line.contains(memory)) {
        return Optional.of(outOfMemory(line.substring(line.indexOf(memory) + memory.length())));
      }
    }
    return code == FAILED && mainClass != null ? ofClass() : Optional.empty();
  }

  private static String outOfMemory(String detail) {
    return "it ran out of memory" + detail.replaceFirst("^: ", ", ") + "; give it more with heap";
  }

  private Optional<String> ofClass() {
    String file = mainClass.substring(mainClass.indexOf('/') + 1).replace('.', '/') + ".class";
    try (URLClassLoader entries =
        new URLClassLoader(urls(), ClassLoader.getPlatformClassLoader())) {
      URL found = entries.getResource(file);
      if (found == null) {
        return Optional.of("class " + mainClass + " was not found on its class path");
      }
      ClassFile content;
      try (var in = found.openStream()) {
        content = ClassFile.read(in.readAllBytes());
      }
      return content.classes().contains("main")
          ? Optional.empty()
          : Optional.of("class " + mainClass + " has no main method");
    } catch (IOException e) {
      return Optional.empty(); // why it failed stays unknown
    }
  }

  private URL[] urls() {
    return Stream.of(classPath.split(File.pathSeparator))
        .filter(entry -> !entry.isEmpty())
        .map(
            entry -> {
              try {
                return Path.of(entry).toUri().toURL();
              } catch (MalformedURLException e) {
                throw new UncheckedIOException(e);
              }
            })
        .toArray(URL[]::new);
  }
}
