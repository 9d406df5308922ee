package dev.culvert.magics.printopts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.testkit.Needs;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs the script that writes what NumPy and pandas print.
 *
 * <p>It needs a Python of the PATH that has the versions the golden files were made with; without
 * one tests are skipped, and fail where {@code CI=true} is set.
 */
final class Oracle {

  static final Path SCRIPT = Path.of("src", "test", "oracle", "printopts.py");

  private static final String VERSIONS = firstLine(Golden.content("arrays.txt"));

  private Oracle() {}

  /** Runs the script to its end, or skips the test. */
  static void run(String... args) throws IOException, InterruptedException {
    Optional<Path> python = python();
    Needs.that(
        python.isPresent(),
        "needs a python3 of the PATH that has what the golden files say: " + VERSIONS);
    assertThat(execute(python.orElseThrow(), args)).as("exit code of %s", SCRIPT).isZero();
  }

  /** A Python whose script would write the versions of the golden files. */
  private static Optional<Path> python() throws IOException, InterruptedException {
    Path header = Files.createTempFile("culvert-versions", ".txt");
    try {
      for (String folder : System.getenv("PATH").split(File.pathSeparator)) {
        Path python = Path.of(folder, "python3");
        if (Files.isExecutable(python)
            && execute(python, "--versions", header.toString()) == 0
            && firstLine(Files.readString(header)).equals(VERSIONS)) {
          return Optional.of(python);
        }
      }
      return Optional.empty();
    } finally {
      Files.delete(header);
    }
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElseThrow();
  }

  private static int execute(Path python, String... args) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Stream.concat(Stream.of(python.toString(), SCRIPT.toString()), Arrays.stream(args))
                    .toList())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      assertThat(process.waitFor(20, TimeUnit.MINUTES)).as("%s has ended", python).isTrue();
      return process.exitValue();
    } finally {
      process.destroyForcibly();
    }
  }
}
