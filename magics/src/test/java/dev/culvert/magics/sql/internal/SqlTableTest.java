package dev.culvert.magics.sql.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.api.MimeBundle;
import dev.culvert.magics.printopts.PrintOptions;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.stream.IntStream;
import org.dflib.Index;
import org.dflib.Series;
import org.junit.jupiter.api.Test;

/** Results as HTML tables. */
class SqlTableTest {

  @Test
  void nullIsNeitherTheEmptyTextNorTheWord() {
    String html = html(Series.of(null, "", "NULL"), false);
    assertThat(html)
        .contains(
            "<tr><td><i class=\"null\">NULL</i></td></tr>\n"
                + "<tr><td></td></tr>\n"
                + "<tr><td>NULL</td></tr>\n");
  }

  @Test
  void whatAValueSaysIsTextAndNeverHtml() {
    SqlFrame frame =
        new SqlFrame(
            Index.of("<b>\"a\""),
            new Series<?>[] {Series.of("<script>alert(1)</script>", "<img src=x onerror='x()'>")},
            false);
    assertThat(frame.toMimeBundle().data().get("text/html"))
        .doesNotContain("<script", "<img", "<b>")
        .contains("&lt;b&gt;&quot;a&quot;</th>", "<td>&lt;script&gt;alert(1)&lt;/script&gt;</td>");
  }

  @Test
  void limitsAreSaidExactly() {
    Series<Integer> many = Series.ofInt(IntStream.range(0, 1234).toArray());
    assertThat(limits(many, false)).isEqualTo("first 20 of 1,234 rows");
    assertThat(limits(many, true)).isEqualTo("first 20 of 1,234 rows, capped: the server has more");
    assertThat(limits(Series.of("a"), false)).isEqualTo("1 row");
    assertThat(limits(Series.of(), false)).isEqualTo("0 rows");
    Series<?>[] wide = new Series<?>[1000];
    java.util.Arrays.fill(wide, Series.of(1));
    String[] labels = IntStream.range(0, 1000).mapToObj(i -> "c" + i).toArray(String[]::new);
    assertThat(new SqlFrame(Index.of(labels), wide, false).toMimeBundle().data().get("text/html"))
        .contains("<p>1 row, first 20 of 1,000 columns<");
  }

  @Test
  void moreRowsAreShownWhereTheOptionsAllowIt() {
    Series<Integer> many = Series.ofInt(IntStream.range(0, 100).toArray());
    try (var options = PrintOptions.with("max_rows", 100)) {
      assertThat(limits(many, false)).isEqualTo("100 rows");
    }
  }

  @Test
  void longValuesAreFoldedAndNoneMakesThePageLarge() {
    String letters = "0123456789".repeat(20_000);
    String html = html(Series.of(letters, "x".repeat(101)), false);
    assertThat(html)
        .hasSizeLessThan(10_000)
        .contains("<summary>" + letters.substring(0, 100) + "…</summary>")
        .contains("<i>2,000 of 200,000 characters</i> <span>" + letters.substring(0, 2000) + "<")
        .contains("<span>" + "x".repeat(101) + "</span></details>");
    assertThat(html(Series.of(new byte[8 << 20], new byte[] {1, (byte) 0xff}, new byte[0]), false))
        .contains("<td>0x" + "00".repeat(16) + "<i>… 8,388,608 bytes</i></td>")
        .contains("<td>0x01ff</td>", "<td data-v=\"\"><i>0 bytes</i></td>");
  }

  @Test
  void numbersAreRoundedAsPrintedAndKeepTheirWholeValueForCopies() {
    try (var options = PrintOptions.with("display.precision", 2)) {
      assertThat(html(Series.ofDouble(1.23456, 10), false))
          .contains("<td class=\"n\" data-v=\"1.23456\">1.23</td>");
    }
    assertThat(html(Series.of(new BigDecimal("1E+3"), new BigDecimal("0.50")), false))
        .contains("<td class=\"n\">1000</td>", "<td class=\"n\">0.50</td>");
    assertThat(html(Series.of(Duration.ofHours(-30)), false))
        .contains("data-s=\"-108000.0\">-30:00:00.000000</td>");
    assertThat(html(Series.of(LocalDateTime.of(2024, 3, 31, 2, 30)), false))
        .contains("<td>2024-03-31 02:30:00</td>");
  }

  private static String html(Series<?> values, boolean capped) {
    MimeBundle bundle =
        new SqlFrame(Index.of("a"), new Series<?>[] {values}, capped).toMimeBundle();
    assertThat(bundle.data()).containsKey("text/plain");
    return bundle.data().get("text/html");
  }

  private static String limits(Series<?> values, boolean capped) {
    return html(values, capped).replaceFirst("(?s).*<p>(.*?)<button.*", "$1");
  }
}
