package dev.culvert.testkit;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * What a test needs from the machine. Where it is missing the test is skipped and says what to
 * install; with {@code CI=true} in the environment it fails, so that no gate is green by skipping.
 */
public final class Needs {

  private Needs() {}

  /**
   * A program of the PATH, or of the folders for system programs.
   *
   * @param hint what to install, as {@code apt install openssh-server}
   */
  public static Path program(String name, String hint) {
    Optional<Path> program = find(name);
    that(program.isPresent(), "needs the program " + name + ": " + hint);
    return program.orElseThrow();
  }

  /** The Python beside the {@code jupyter} of the PATH: it has ipykernel, nbformat and nbclient. */
  public static Path jupyterPython() {
    Path jupyter = program("jupyter", "pip install jupyterlab nbclient");
    Path python = real(jupyter).resolveSibling("python3");
    that(Files.isExecutable(python), "needs a python3 beside " + jupyter.getFileName());
    return python;
  }

  /** Anything else a test needs. */
  public static void that(boolean present, String hint) {
    if (!present && "true".equals(System.getenv("CI"))) {
      throw new AssertionError(hint);
    }
    Assumptions.assumeTrue(present, hint);
  }

  private static Optional<Path> find(String name) {
    return Stream.concat(
            Stream.of(System.getenv("PATH").split(File.pathSeparator)),
            Stream.of("/usr/local/sbin", "/usr/sbin", "/sbin"))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, name))
        .filter(Files::isRegularFile)
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
