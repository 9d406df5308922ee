package dev.culvert.magics.printopts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.magics.printopts.number.FloatFormat;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Formats print numbers as Python prints them. */
class FloatFormatGoldenTest {

  static List<Golden.Case> cases() {
    return Golden.read("formats.txt");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void numberPrintsAsInPython(Golden.Case golden) {
    FloatFormat format = FloatFormat.of(Golden.decode(golden.head().get(1)));
    assertThat(format.apply(Golden.real(golden.head().get(2)))).isEqualTo(golden.text());
  }
}
