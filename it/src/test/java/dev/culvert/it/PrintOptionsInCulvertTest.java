package dev.culvert.it;

import dev.culvert.testkit.LeakCheck;
import dev.culvert.testkit.TestKernel;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code %printopts} from the cell's text to what is shown: front, wire, magic and renderer. */
@ExtendWith(LeakCheck.class)
@Timeout(180)
class PrintOptionsInCulvertTest {

  private static TestKernel kernel;

  @BeforeAll
  static void start() {
    kernel = BuiltKernel.start();
  }

  @AfterAll
  static void end() {
    if (kernel != null) {
      kernel.close();
    }
  }

  @AfterEach
  void putBack() {
    kernel.execute("%printopts reset all").ok();
  }

  @Test
  void aLambdaInTheLineFormatsTheValues() {
    kernel.execute("String unit = \"kg\";").ok();
    kernel
        .execute(
            "%printopts float_kind={x -> \"%.1f \".formatted(x) + unit} int_kind={Long::toHexString}\n"
                + "new double[] {0.52, 2}")
        .result("[0.5 kg, 2.0 kg]")
        .ok();
    kernel.execute("new int[] {10, 255}").result("[a, ff]").ok();
  }

  @Test
  void optionsOfOneCellEndWithIt() {
    kernel.execute("%%printopts precision=2\nnew double[] {1.23456}").result("[1.23]").ok();
    kernel.execute("new double[] {1.23456}").result("[1.23456]").ok();
  }

  @Test
  void aBadValueChangesNothing() {
    kernel
        .execute("%printopts precision=2 sign=x")
        .error(
            "UsageError", "numpy.sign cannot be 'x'. Valid: '-', '+' or ' '. Nothing was changed.");
    kernel.execute("new double[] {1.23456}").result("[1.23456]").ok();
  }
}
