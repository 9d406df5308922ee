package dev.culvert.magics.printopts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The golden files are what NumPy and pandas print: they are made again and compared. */
class OracleTest {

  @TempDir static Path made;

  @BeforeAll
  static void makeGoldenFiles() throws Exception {
    Oracle.run(made.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"arrays.txt", "frames.txt", "formats.txt"})
  void goldenFilesAreWhatTheOraclePrints(String name) throws Exception {
    List<String> now = Files.readAllLines(made.resolve(name));
    List<String> kept = Golden.content(name).lines().toList();
    int line = Arrays.mismatch(now.toArray(), kept.toArray());
    assertThat(line)
        .as(
            "the first line of %s (from 0) that %s writes otherwise. Make the file again, look at"
                + " what changed, and pack it with gzip -9n",
            name, Oracle.SCRIPT)
        .isEqualTo(-1);
  }
}
