package dev.culvert.front.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SizeTest {

  @ParameterizedTest
  @CsvSource({
    "4096, 4096",
    "7b, 7",
    "2k, 2000",
    "2kB, 2000",
    "2 KB, 2000",
    "1.5M, 1500000",
    "12 MB, 12000000",
    "1G, 1000000000",
    "0.25gb, 250000000",
    "none, 9223372036854775807",
    " None , 9223372036854775807",
  })
  void sizesAreReadAsPeopleWriteThem(String written, long bytes) {
    assertThat(Size.parse(written)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "many", "-1", "2x", "2 kilo", "1,5MB", "1e6", "2bk", "MB"})
  void whatIsNoSizeIsRefusedWithAnExample(String written) {
    assertThatThrownBy(() -> Size.parse(written))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("give a size as 500kB, 2MB or 1GB, or none");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 bytes",
    "1, 1 byte",
    "999, 999 bytes",
    "1000, 1.0 kB",
    "1500000, 1.5 MB",
    "4000000000, 4.0 GB",
    "9223372036854775807, none",
  })
  void sizesAreShownWithTheirUnit(long bytes, String shown) {
    assertThat(Size.text(bytes)).isEqualTo(shown);
  }
}
