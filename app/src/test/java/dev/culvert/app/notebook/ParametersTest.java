package dev.culvert.app.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culvert.api.UserError;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParametersTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      value = {
        "7 | int x = 7;",
        "-7 | int x = -7;",
        "2147483648 | long x = 2147483648L;",
        "7L | long x = 7L;",
        "1.5 | double x = 1.5;",
        "-.5e3 | double x = -.5e3;",
        "1e6 | double x = 1e6;",
        "true | boolean x = true;",
        "yes | String x = \"yes\";",
        "\"7\" | String x = \"7\";",
        "a\"b\\c | String x = \"a\\\"b\\\\c\";",
        "1.2.3 | String x = \"1.2.3\";",
        "2026-11-23 | String x = \"2026-11-23\";",
      })
  void theTypeIsReadOffTheForm(String value, String declaration) {
    assertThat(Parameters.source(Map.of("x", value))).isEqualTo("// Parameters\n" + declaration);
  }

  @Test
  void anEmptyValueIsAnEmptyText() {
    assertThat(Parameters.source(Map.of("x", ""))).endsWith("String x = \"\";");
  }

  @ParameterizedTest
  @CsvSource({"a-b", "7x", "class", "true"})
  void aNameThatIsNoneIsRefused(String name) {
    assertThatThrownBy(() -> Parameters.source(Map.of(name, "1")))
        .isInstanceOf(UserError.class)
        .hasMessage("-p " + name + ": '" + name + "' is no name for a Java variable.");
  }

  @Test
  void aNumberThatIsTooLargeIsRefused() {
    assertThatThrownBy(() -> Parameters.source(Map.of("x", "99999999999999999999")))
        .hasMessage(
            "-p x=99999999999999999999: too large for a long; quote it to pass it as text.");
  }
}
