package dev.culvert.magics.sql.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.TimeZone;
import java.util.UUID;
import org.dflib.DataFrame;
import org.dflib.DoubleSeries;
import org.dflib.FloatSeries;
import org.dflib.IntSeries;
import org.dflib.LongSeries;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestServer.class)
class SqlTypesTest {

  @Parameter TestServer server;
  private SqlNotebook notebook;

  @BeforeEach
  void connect() throws Exception {
    notebook = new SqlNotebook().connected(server);
  }

  @AfterEach
  void close() {
    notebook.close();
  }

  @Test
  void integersHaveTheirValueAndTheirWidth() throws Exception {
    table(
        "ti TINYINT(1) NOT NULL, tu TINYINT UNSIGNED NOT NULL, su SMALLINT UNSIGNED, i INT,"
            + " iu INT UNSIGNED NOT NULL, b BIGINT, bu BIGINT UNSIGNED NOT NULL, y YEAR",
        "(5, 255, 65535, -2147483648, 4294967295, -9223372036854775808, 18446744073709551615, 0)",
        "(-1, 0, NULL, NULL, 0, NULL, 0, 2024)");
    DataFrame frame = rows();
    assertThat(frame.getColumn("ti")).isInstanceOf(IntSeries.class);
    assertThat(frame.getColumn("iu")).isInstanceOf(LongSeries.class);
    assertThat(values(frame, "ti")).containsExactly(5, -1);
    assertThat(values(frame, "tu")).containsExactly(255, 0);
    assertThat(values(frame, "su")).containsExactly(65535, null);
    assertThat(values(frame, "i")).containsExactly(Integer.MIN_VALUE, null);
    assertThat(values(frame, "iu")).containsExactly(4294967295L, 0L);
    assertThat(values(frame, "b")).containsExactly(Long.MIN_VALUE, null);
    assertThat(values(frame, "bu"))
        .containsExactly(new BigInteger("18446744073709551615"), BigInteger.ZERO);
    assertThat(values(frame, "y")).containsExactly(0, 2024);
  }

  @Test
  void decimalsAndFloatsAreExact() throws Exception {
    String most = "9".repeat(35) + "." + "9".repeat(30);
    table(
        "d DECIMAL(65,30), f FLOAT NOT NULL, g DOUBLE NOT NULL, z DECIMAL(5,2) UNSIGNED ZEROFILL",
        "(" + most + ", 1.1, 1.1, 1.5)",
        "(-" + most + ", -2.5, 1e300, NULL)");
    DataFrame frame = rows();
    assertThat(frame.getColumn("f")).isInstanceOf(FloatSeries.class);
    assertThat(frame.getColumn("g")).isInstanceOf(DoubleSeries.class);
    assertThat(values(frame, "d"))
        .containsExactly(new BigDecimal(most), new BigDecimal("-" + most));
    assertThat(values(frame, "f")).containsExactly(1.1f, -2.5f);
    assertThat(values(frame, "g")).containsExactly(1.1, 1e300);
    assertThat(values(frame, "z")).containsExactly(new BigDecimal("1.50"), null);
  }

  @Test
  void oneBitIsATruthValueAndMoreAreANumber() throws Exception {
    table(
        "a BIT(1) NOT NULL, b BIT(8) NOT NULL, c BIT(63), d BIT(64)",
        "(1, 0xAA, 0x7FFFFFFFFFFFFFFF, 0xFFFFFFFFFFFFFFFF)",
        "(0, 0, NULL, NULL)");
    DataFrame frame = rows();
    assertThat(values(frame, "a")).containsExactly(true, false);
    assertThat(values(frame, "b")).containsExactly(170L, 0L);
    assertThat(values(frame, "c")).containsExactly(Long.MAX_VALUE, null);
    assertThat(values(frame, "d")).containsExactly(new BigInteger("18446744073709551615"), null);
  }

  @Test
  void datesAndTimesAreThoseOfTheServerInAnyZone() throws Exception {
    table(
        "d DATE, dt DATETIME(6), ts TIMESTAMP(3) NULL, t TIME(6), h TIME",
        "('2024-03-31', '2024-03-31 02:30:00.123456', '2024-06-01 04:30:00.120',"
            + " '-838:59:59.999999', '25:00:00')",
        "(NULL, '1000-01-01 00:00:00', NULL, '00:00:00.000001', '-00:00:01')");
    TimeZone before = TimeZone.getDefault();
    try {
      for (String zone : List.of("UTC", "Europe/Berlin", "America/New_York")) {
        TimeZone.setDefault(TimeZone.getTimeZone(zone));
        DataFrame frame = rows();
        assertThat(values(frame, "d")).containsExactly(LocalDate.of(2024, 3, 31), null);
        assertThat(values(frame, "dt"))
            .containsExactly(
                LocalDateTime.parse("2024-03-31T02:30:00.123456"),
                LocalDateTime.parse("1000-01-01T00:00:00"));
        assertThat(values(frame, "ts"))
            .containsExactly(LocalDateTime.parse("2024-06-01T04:30:00.120"), null);
        assertThat(values(frame, "t"))
            .containsExactly(
                Duration.ofHours(838)
                    .plusMinutes(59)
                    .plusSeconds(59)
                    .plusNanos(999999000)
                    .negated(),
                Duration.ofNanos(1000));
        assertThat(values(frame, "h"))
            .containsExactly(Duration.ofHours(25), Duration.ofSeconds(-1));
      }
    } finally {
      TimeZone.setDefault(before);
    }
  }

  @Test
  void datesThatAreNoneStayTextAndAreMentioned() throws Exception {
    notebook.frame("SET SESSION sql_mode = 'ALLOW_INVALID_DATES'");
    table(
        "d DATE, dt DATETIME",
        "('0000-00-00', '0000-00-00')",
        "('2024-00-00', '2024-02-30 10:00:00')",
        "('2024-02-29', '2024-02-29 10:00:00')");
    DataFrame frame = rows();
    assertThat(values(frame, "d"))
        .containsExactly("0000-00-00", "2024-00-00", LocalDate.of(2024, 2, 29));
    assertThat(values(frame, "dt"))
        .containsExactly(
            "0000-00-00 00:00:00", "2024-02-30 10:00:00", LocalDateTime.of(2024, 2, 29, 10, 0));
    assertThat(notebook.texts())
        .contains("column d: 2 values kept as text, being no day of the calendar");
  }

  @Test
  void textsBytesAndTheRestKeepTheirContent() throws Exception {
    table(
        "id INT, c CHAR(4), v VARCHAR(20), x TEXT, e ENUM('a','ü'), s SET('a','b'), j JSON,"
            + " bin BINARY(3), bl BLOB, u UUID, ip INET6, p POINT, g GEOMETRY",
        "(1, 'ab', 'smile 😀 <b>', REPEAT('x', 50000), 'ü', 'a,b', '{\"a\": [1]}', 'ab', '',"
            + " '123e4567-e89b-12d3-a456-426614174000', '::1', POINT(1, 2.5),"
            + " ST_GeomFromText('POLYGON((0 0,1 0,1 1,0 0))'))",
        "(2, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)");
    DataFrame frame = rows();
    assertThat(values(frame, "c")).containsExactly("ab", null);
    assertThat(values(frame, "v")).containsExactly("smile 😀 <b>", null);
    assertThat(values(frame, "x")).containsExactly("x".repeat(50000), null);
    assertThat(values(frame, "e")).containsExactly("ü", null);
    assertThat(values(frame, "s")).containsExactly("a,b", null);
    assertThat(values(frame, "j")).containsExactly("{\"a\": [1]}", null);
    assertThat(frame.getColumn("bin").get(0)).isEqualTo(new byte[] {'a', 'b', 0});
    assertThat(frame.getColumn("bl").get(0)).isEqualTo(new byte[0]);
    assertThat(values(frame, "bl").get(1)).isNull();
    assertThat(values(frame, "u"))
        .containsExactly(UUID.fromString("123e4567-e89b-12d3-a456-426614174000"), null);
    assertThat(values(frame, "ip")).containsExactly("::1", null);
    assertThat(values(frame, "p")).containsExactly("POINT(1.0 2.5)", null);
    assertThat(values(frame, "g").get(0)).asString().startsWith("POLYGON((0.0 0.0,1.0 0.0");
  }

  @Test
  void repeatedLabelsGetNumbers() throws Exception {
    DataFrame frame = notebook.frame("SELECT 1 AS id, 2 AS id, 3 AS id_2, 4 AS ID, 5 AS `ein ü`");
    assertThat(frame.getColumnsIndex().toArray())
        .containsExactly("id", "id_3", "id_2", "ID", "ein ü");
    assertThat(frame.height()).isOne();
  }

  @Test
  void aResultWithoutRowsKeepsItsColumns() throws Exception {
    DataFrame frame = notebook.frame("SELECT 1 AS a, NULL AS b FROM DUAL WHERE FALSE");
    assertThat(frame.getColumnsIndex().toArray()).containsExactly("a", "b");
    assertThat(frame.height()).isZero();
  }

  @Test
  void boundValuesComeBackAsTheyWere() throws Exception {
    List<Object> values =
        Arrays.asList(
            "it's; -- \\ \" `x` 😀",
            "x' or '1'='1",
            "\\' or 1=1 -- ",
            Long.MAX_VALUE,
            new BigDecimal("1.50"),
            LocalDate.of(2024, 3, 31),
            LocalDateTime.parse("2024-03-31T02:30:00"),
            Collections.singletonList("one").get(0));
    for (String mode : List.of("", "NO_BACKSLASH_ESCAPES", "ANSI_QUOTES")) {
      notebook.frame("SET SESSION sql_mode = '" + mode + "'");
      for (Object value : values) {
        notebook.with("v", value);
        assertThat(notebook.value("SELECT CAST(:v AS CHAR) AS v"))
            .isEqualTo(
                value instanceof LocalDateTime ? "2024-03-31 02:30:00" : String.valueOf(value));
      }
    }
    notebook.with("bytes", "\0'\\ÿ".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(notebook.value("SELECT HEX(:bytes)")).isEqualTo("00275CFF");
    notebook.with("time", Duration.ofHours(-30).minusMillis(500));
    assertThat(notebook.value("SELECT CAST(:time AS CHAR)")).asString().startsWith("-30:00:00.5");
  }

  private void table(String columns, String... rows) throws Exception {
    notebook.frame("CREATE OR REPLACE TABLE types (" + columns + ")");
    notebook.frame("INSERT INTO types VALUES " + String.join(", ", rows));
  }

  private DataFrame rows() throws Exception {
    return notebook.frame("SELECT * FROM types");
  }

  private static List<Object> values(DataFrame frame, String column) {
    return new java.util.ArrayList<>(frame.getColumn(column).toList());
  }
}
