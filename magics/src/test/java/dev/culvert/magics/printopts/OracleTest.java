package dev.culvert.magics.printopts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The golden files are what NumPy and pandas print: they are made again and compared.
 *
 * <p>It needs a Python of the PATH that has the versions the files were made with; without one the
 * tests are skipped, and fail where {@code CI=true} is set.
 */
class OracleTest {

  private static final Path SCRIPT = Path.of("src", "test", "oracle", "printopts.py");

  @TempDir static Path made;

  @BeforeAll
  static void makeGoldenFiles() throws Exception {
    String versions = firstLine(Golden.content("arrays.txt"));
    String hint = "needs a python3 of the PATH that has what the golden files say: " + versions;
    Optional<Path> python = python(versions);
    if (python.isEmpty() && "true".equals(System.getenv("CI"))) {
      throw new AssertionError(hint);
    }
    Assumptions.assumeTrue(python.isPresent(), hint);
    assertThat(run(python.get(), SCRIPT.toString(), made.toString())).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"arrays.txt", "frames.txt", "formats.txt"})
  void goldenFilesAreWhatTheOraclePrints(String name) throws Exception {
    assertThat(Files.readString(made.resolve(name)).lines())
        .as("make %s again with %s, look at what changed, and pack it with gzip -9n", name, SCRIPT)
        .containsExactlyElementsOf(Golden.content(name).lines().toList());
  }

  /** A Python whose script would write these versions. */
  private static Optional<Path> python(String versions) throws IOException, InterruptedException {
    for (String folder : System.getenv("PATH").split(File.pathSeparator)) {
      Path python = Path.of(folder, "python3");
      Path header = made.resolve("header.txt");
      if (Files.isExecutable(python)
          && run(python, SCRIPT.toString(), "--versions", header.toString()) == 0
          && firstLine(Files.readString(header)).equals(versions)) {
        return Optional.of(python);
      }
    }
    return Optional.empty();
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElseThrow();
  }

  private static int run(Path python, String... args) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(Stream.concat(Stream.of(python.toString()), Stream.of(args)).toList())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      assertThat(process.waitFor(5, TimeUnit.MINUTES)).as("%s has ended", python).isTrue();
      return process.exitValue();
    } finally {
      process.destroyForcibly();
    }
  }
}
