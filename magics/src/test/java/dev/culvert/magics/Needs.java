package dev.culvert.magics;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/** Programs that tests need: a test without its program is skipped, but in CI it fails. */
public final class Needs {

  private Needs() {}

  /** The program's path, from PATH or the folders of system programs. */
  public static Path program(String name, String howToInstall) {
    Optional<Path> found =
        Stream.concat(
                Arrays.stream(System.getenv("PATH").split(":")),
                Stream.of("/usr/sbin", "/usr/local/sbin"))
            .map(folder -> Path.of(folder, name))
            .filter(Files::isExecutable)
            .findFirst();
    String missing = "needs " + name + ": " + howToInstall;
    if (found.isEmpty() && "true".equals(System.getenv("CI"))) {
      throw new AssertionError(missing);
    }
    assumeTrue(found.isPresent(), missing);
    return found.get();
  }
}
