package dev.culvert.magics.printopts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culvert.api.UserError;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The door that cells call. */
@ResourceLock("PrintOptions")
class PrintOptionsTest {

  private final PrintSettings before = PrintOptions.settings();

  @BeforeEach
  void bindFreshSettings() {
    PrintOptions.bind(new PrintSettings());
  }

  @AfterEach
  void bindWhatWasBound() {
    PrintOptions.bind(before);
  }

  @Test
  void namesAndValuesMustComeInPairs() {
    assertThatThrownBy(() -> PrintOptions.set("precision", 3, "suppress"))
        .isInstanceOf(UserError.class)
        .hasMessage("names and values must come in pairs. Nothing was changed.");
    assertThatThrownBy(() -> PrintOptions.set("precision", 3, 4, 5))
        .isInstanceOf(UserError.class)
        .hasMessage("'4' stands where a name of an option must. Nothing was changed.");
    assertThat(PrintOptions.settings()).hasToString("[]");
  }

  @Test
  void formatMayBeAnyFunctionOfANumber() {
    Function<Double, Object> rounded = Math::round;
    PrintOptions.set("float_format", (Object) rounded);
    assertThat(PrintOptions.settings().tableStyle().floatFormat().apply(2.7)).isEqualTo("3");
    assertThat(PrintOptions.settings()).hasToString("[display.float_format=a function]");
  }

  @Test
  void scopeEndsWithItsBlockAlsoWhenItFails() {
    assertThatThrownBy(
            () -> {
              try (var o = PrintOptions.with("precision", 3, "sign", "+")) {
                throw new IllegalStateException("in the block, with " + PrintOptions.get("sign"));
              }
            })
        .hasMessage("in the block, with +");
    assertThat(PrintOptions.settings()).hasToString("[]");
  }

  @Test
  void descriptionNamesEveryOption() {
    for (PrintOption option : PrintOptions.all()) {
      assertThat(PrintOptions.describe()).contains(option.name() + " = " + option.value());
    }
    PrintOptions.set("max_rows", 3);
    assertThat(PrintOptions.describe("max_rows")).startsWith("display.max_rows = 3 (default 60)");
    PrintOptions.reset();
    assertThat(PrintOptions.get("max_rows")).isEqualTo(60);
  }
}
