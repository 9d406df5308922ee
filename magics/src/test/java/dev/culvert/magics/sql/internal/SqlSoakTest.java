package dev.culvert.magics.sql.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.magics.sql.Sql;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.dflib.DataFrame;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ten million rows in a JVM of 256 MB. */
@Tag("soak")
class SqlSoakTest {

  private static final int ROWS = 10_000_000;
  private static final String QUERY =
      "SELECT seq AS id, CONCAT('customer number ', seq) AS name, seq / 7e0 AS amount,"
          + " seq * 1000003 AS code, '2020-01-01' + INTERVAL seq SECOND AS at,"
          + " CAST((seq % 100000) / 100 AS DECIMAL(10,2)) AS price FROM seq_1_to_"
          + ROWS;

  @TempDir Path folder;

  @Test
  void tenMillionRowsGoToAFileInASmallHeap() throws Exception {
    Path file = folder.resolve("rows.csv");
    Path said = folder.resolve("said");
    Process export =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-Dslf4j.provider=" + System.getProperty("slf4j.provider"), // else Logback: DEBUG
                "-cp",
                System.getProperty("java.class.path"),
                SqlSoakTest.class.getName(),
                Integer.toString(TestServer.EMBEDDED.get().port()),
                file.toString())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    assertThat(export.waitFor()).as(Files.readString(said)).isZero();
    System.out.print(Files.readString(said));
    try (Stream<String> lines = Files.lines(file)) {
      assertThat(lines.count()).isEqualTo(ROWS + 1L);
    }
    try (Stream<String> lines = Files.lines(file)) {
      assertThat(lines.skip(ROWS).findFirst())
          .hasValueSatisfying(
              last -> assertThat(last).startsWith("10000000,customer number 10000000,"));
    }
  }

  /** The small JVM: a loop of the driver alone, the export, and what it holds in the end. */
  public static void main(String[] args) throws Exception {
    try (SqlNotebook notebook = new SqlNotebook().answering(TestServer.PASSWORD)) {
      notebook.line(
          "connect soak --host 127.0.0.1 --database demo --user owner --password --port "
              + args[0]);
      long begun = System.nanoTime();
      long rows = raw();
      long raw = System.nanoTime() - begun;
      int capped = ((DataFrame) notebook.magic(List.of("--quiet", QUERY))).height();
      if (capped != 100_000) {
        throw new IOException("the cap let " + capped + " rows through");
      }
      begun = System.nanoTime();
      notebook.magic(List.of("--quiet", "--csv", args[1], QUERY));
      long export = System.nanoTime() - begun;
      System.gc();
      Runtime heap = Runtime.getRuntime();
      long held = (heap.totalMemory() - heap.freeMemory()) >> 20;
      System.out.printf(
          "%,d rows: driver's loop %d ms, to CSV %d ms, %d MB held%n",
          rows, raw / 1_000_000, export / 1_000_000, held);
      if (held > 64) {
        throw new IOException("the export holds " + held + " MB");
      }
    }
  }

  private static long raw() throws Exception {
    long seen = 0;
    try (Connection connection = Sql.connection("soak");
        Statement statement = connection.createStatement()) {
      statement.setFetchSize(OpenDatabase.FETCH_SIZE);
      try (ResultSet row = statement.executeQuery(QUERY)) {
        for (; row.next(); seen++) {
          for (int i = 1; i <= 6; i++) {
            if (row.getString(i).getBytes(StandardCharsets.UTF_8).length == 0) {
              throw new IOException("an empty value");
            }
          }
        }
      }
    }
    return seen;
  }
}
