package dev.culvert.app.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnsiTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a < b & c | a &lt; b &amp; c",
        "~[31mred~[0m plain | <span class=\"ansi-fg-1\">red</span> plain",
        "~[1;94mx~[22my~[39mz | <span class=\"ansi-bold ansi-fg-12\">x</span><span class=\"ansi-fg-12\">y</span>z",
        "~[41mx~[49my | <span class=\"ansi-bg-1\">x</span>y",
        "~[38;5;196mx | <span style=\"color:#ff0000\">x</span>",
        "~[38;5;9mx | <span class=\"ansi-fg-9\">x</span>",
        "~[48;2;1;2;300mx | <span style=\"background:#01022c\">x</span>",
        "~[mx | x",
        "~[2Kx~[1Ay | xy",
        "~[31m<script> | <span class=\"ansi-fg-1\">&lt;script&gt;</span>",
      })
  void coloursBecomeSpansAndAllElseIsEscapedOrDropped(String text, String html) {
    assertThat(Ansi.toHtml(text.replace('~', '\u001b'))).isEqualTo(html);
  }

  @ParameterizedTest
  @CsvSource({"10%~50%~100%,100%", "abc~x,xbc", "plain,plain"})
  void aLineThatGoesBackShowsItsEnd(String text, String shown) {
    assertThat(CarriageReturns.applied(text.replace('~', '\r'))).isEqualTo(shown);
  }
}
