package dev.culvert.magics.printopts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Generated arrays and frames print as in NumPy and pandas. The oracle makes the cases and prints
 * them, all in one process; {@code -Dculvert.seed=N} tries others than those of the seed kept here.
 */
class GeneratedTest {

  private static final String SEED = System.getProperty("culvert.seed", "1");

  /** Enough to see what is wrong. */
  private static final int MOST_SHOWN = 5;

  @TempDir Path made;

  @Test
  void someGeneratedArraysAndFramesPrintAsTheOraclePrintsThem() throws Exception {
    check(1_000, 200);
  }

  @Test
  @Tag("soak")
  void manyGeneratedArraysAndFramesPrintAsTheOraclePrintsThem() throws Exception {
    check(20_000, 3_000);
  }

  private void check(int arrays, int frames) throws Exception {
    Oracle.run("--generate", String.valueOf(arrays), String.valueOf(frames), SEED, made.toString());
    SoftAssertions differences = new SoftAssertions();
    check("arrays.txt", arrays, differences, ArrayGoldenTest::check);
    check("frames.txt", frames * 3 / 2, differences, FrameGoldenTest::checkAll); // and series
    differences.assertAll();
  }

  private void check(
      String file, int count, SoftAssertions differences, Consumer<Golden.Case> check)
      throws Exception {
    List<Golden.Case> cases = Golden.parse(Files.readString(made.resolve(file)));
    assertThat(cases).hasSize(count);
    int different = 0;
    for (Golden.Case golden : cases) {
      try {
        check.accept(golden);
      } catch (AssertionError | RuntimeException difference) {
        if (++different <= MOST_SHOWN) {
          differences.fail(golden + "\n" + golden.data() + difference.getMessage());
        }
      }
    }
    differences.assertThat(different).as("cases of %s that differ", file).isZero();
  }
}
