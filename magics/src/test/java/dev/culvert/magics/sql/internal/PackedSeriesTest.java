package dev.culvert.magics.sql.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.List;
import org.dflib.DataFrame;
import org.dflib.Series;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Columns that keep their values packed, from a real server. */
class PackedSeriesTest {

  private SqlNotebook notebook;

  @BeforeEach
  void connect() throws Exception {
    notebook = new SqlNotebook().connected(TestServer.EMBEDDED);
  }

  @AfterEach
  void close() {
    notebook.close();
  }

  @Test
  void textsOfAllLengthsStayWhole() throws Exception {
    DataFrame frame =
        notebook.frame(
            "SELECT IF(seq % 7 = 0, NULL, REPEAT(CHAR(65 + seq % 26 USING utf8mb4), IF(seq = 1500, 70000, seq)))"
                + " AS t FROM seq_0_to_3000 ORDER BY seq");
    for (int i = 0; i <= 3000; i++) {
      String letter = Character.toString((char) ('A' + i % 26));
      assertThat(frame.get("t", i))
          .isEqualTo(i % 7 == 0 ? null : letter.repeat(i == 1500 ? 70_000 : i));
    }
    assertThat(notebook.value("SELECT CONCAT('ł€', '𝄞', '')")).isEqualTo("ł€𝄞");
  }

  @Test
  void decimalsKeepTheirScaleToTheLastDigit() throws Exception {
    DataFrame frame =
        notebook.frame(
            "CREATE OR REPLACE TABLE decimals (a DECIMAL(18,2), b DECIMAL(18,18), c DECIMAL(18,0),"
                + " d DECIMAL(19,2)); INSERT INTO decimals VALUES"
                + " (-9999999999999999.99, -0.999999999999999999, 999999999999999999, 1),"
                + " (-0.05, 0, -1, 99999999999999999.99), (NULL, NULL, NULL, NULL);"
                + " SELECT * FROM decimals");
    assertThat(frame.getColumn("a").toList())
        .containsExactly(new BigDecimal("-9999999999999999.99"), new BigDecimal("-0.05"), null);
    assertThat(frame.getColumn("b").toList())
        .containsExactly(
            new BigDecimal("-0.999999999999999999"), new BigDecimal("0.000000000000000000"), null);
    assertThat(frame.getColumn("c").toList())
        .containsExactly(new BigDecimal("999999999999999999"), new BigDecimal("-1"), null);
    assertThat(frame.get("d", 1)).isEqualTo(new BigDecimal("99999999999999999.99"));
  }

  @Test
  void timesKeepTheirMicrosecondsAlsoBefore1970() throws Exception {
    for (String time :
        List.of(
            "0001-01-01T00:00:00.000001",
            "1969-12-31T23:59:59.999999",
            "1970-01-01T00:00",
            "9999-12-31T23:59:59.999999")) {
      String sql = "SELECT CAST('" + time.replace('T', ' ') + "' AS DATETIME(6)) AS t";
      assertThat(notebook.value(sql)).isEqualTo(LocalDateTime.parse(time));
    }
  }

  @Test
  void aPackedSeriesDoesWhatAnArrayOfItsValuesDoes() throws Exception {
    Series<?> packed =
        notebook
            .frame(
                "SELECT 'b' AS t UNION ALL SELECT NULL UNION ALL SELECT 'a' UNION ALL SELECT 'b'")
            .getColumn("t");
    assertThat(packed).isInstanceOf(PackedSeries.class);
    @SuppressWarnings("unchecked")
    Series<String> texts = (Series<String>) packed;
    assertThat(texts.toList()).containsExactly("b", null, "a", "b");
    assertThat(texts.head(2).toList()).containsExactly("b", null);
    assertThat(texts.tail(3).head(2).toList()).containsExactly(null, "a");
    assertThat(texts.fillNulls("x").toList()).containsExactly("b", "x", "a", "b");
    assertThat(texts.fillNullsForward().toList()).containsExactly("b", "b", "a", "b");
    assertThat(texts.fillNullsBackwards().toList()).containsExactly("b", "a", "a", "b");
    assertThat(texts.fillNullsFromSeries(Series.of("1", "2", "3", "4")).toList())
        .containsExactly("b", "2", "a", "b");
    assertThat(texts.unique().toList()).containsExactly("b", null, "a");
    assertThat(texts.select(text -> "b".equals(text)).size()).isEqualTo(2);
    assertThat(texts.fillNulls("x").sort(String::compareTo).toList())
        .containsExactly("a", "b", "b", "x");
    assertThat(texts.toArray(new String[0])).containsExactly("b", null, "a", "b");
    assertThat(texts.materialize().castAs(String.class).get(2)).isEqualTo("a");
  }
}
