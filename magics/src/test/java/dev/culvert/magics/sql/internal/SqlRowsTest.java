package dev.culvert.magics.sql.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culvert.api.UserError;
import dev.culvert.magics.sql.Sql;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.dflib.DataFrame;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Rows in other shapes than one frame: maps, records, chunks and files. */
@ParameterizedClass
@EnumSource(TestServer.class)
class SqlRowsTest {

  private static final String ENDLESS = "SELECT a.seq FROM seq_1_to_100000000 a";

  @Parameter TestServer kind;
  @TempDir Path folder;
  private SqlNotebook notebook;

  record Book(int id, String title, Double unitPrice) {}

  record Wide(long id, BigDecimal price) {}

  record Small(byte id) {}

  record Lost(int nothing) {}

  @BeforeEach
  void connect() throws Exception {
    notebook = new SqlNotebook().connected(kind);
    notebook.frame(
        "CREATE OR REPLACE TABLE prices (id INT, title VARCHAR(20), unit_price DECIMAL(5,2));"
            + " INSERT INTO prices VALUES (1, 'One', 1.50), (300, NULL, NULL)");
    notebook.shown().clear();
  }

  @AfterEach
  void close() {
    notebook.close();
  }

  @Test
  void rowsAreMapsInTheOrderOfTheColumns() {
    List<Map<String, Object>> rows = Sql.rows("SELECT * FROM prices WHERE id > ? ORDER BY id", 0);
    assertThat(rows).hasSize(2);
    assertThat(rows.get(0)).hasToString("{id=1, title=One, unit_price=1.50}");
    assertThat(rows.get(1)).containsEntry("title", null);
  }

  @Test
  void rowsAreRecordsWhoseComponentsAreNamedAsTheColumns() {
    assertThat(Sql.rows(Book.class, "SELECT * FROM prices ORDER BY id"))
        .containsExactly(new Book(1, "One", 1.5), new Book(300, null, null));
    assertThat(Sql.rows(Wide.class, "SELECT 7 AS ID, 1 AS price"))
        .containsExactly(new Wide(7, BigDecimal.ONE));
  }

  @Test
  void aValueThatDoesNotFitItsComponentIsNamed() {
    refused(
        () -> Sql.rows(Small.class, "SELECT id FROM prices ORDER BY id"),
        "UsageError",
        "record Small: id is byte, and row 2 has a Integer that does not fit in it.");
    refused(
        () -> Sql.rows(Small.class, "SELECT NULL AS id"),
        "UsageError",
        "record Small: id is byte, and row 1 has NULL. Declare it as a class, such as Integer.");
    refused(
        () -> Sql.rows(Lost.class, "SELECT id, title FROM prices"),
        "UsageError",
        "record Lost: no column is named 'nothing'. The result has: id, title. Name it in the query"
            + " with AS.");
  }

  @Test
  void chunksHoldEveryRowOnceAndTheLastIsSmaller() {
    List<Integer> heights = new ArrayList<>();
    long[] sum = new long[1];
    long rows =
        Sql.forEachChunk(
            1000,
            chunk -> {
              heights.add(chunk.height());
              chunk.getColumn(0).forEach(value -> sum[0] += ((Number) value).longValue());
            },
            "SELECT seq FROM seq_1_to_10000 WHERE seq <= ?",
            2500);
    assertThat(rows).isEqualTo(2500);
    assertThat(heights).containsExactly(1000, 1000, 500);
    assertThat(sum[0]).isEqualTo(2500L * 2501 / 2);
    assertThat(Sql.forEachChunk(10, chunk -> heights.clear(), "SELECT 1 FROM DUAL WHERE FALSE"))
        .isZero();
    assertThat(heights).hasSize(3);
  }

  @Test
  void aReaderThatGivesUpCancelsTheStatementAndKeepsTheConnection() throws Exception {
    Object id = notebook.value("SELECT CONNECTION_ID()");
    assertThatThrownBy(
            () ->
                Sql.forEachChunk(
                    10,
                    chunk -> {
                      throw new IllegalStateException("enough");
                    },
                    ENDLESS))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("enough");
    assertThat(notebook.value("SELECT CONNECTION_ID()")).isEqualTo(id);
  }

  @Test
  void aSecondStatementBetweenChunksIsRefusedWithTheWayOut() throws Exception {
    refused(
        () -> Sql.forEachChunk(10, chunk -> Sql.query("SELECT 1"), ENDLESS),
        "SqlError",
        "connection test is sending rows to the code that asks this. For a second statement"
            + " meanwhile, take Sql.connection(\"test\").");
    refused(
        () -> Sql.forEachChunk(0, chunk -> {}, ENDLESS),
        "UsageError",
        "a chunk has at least one row, not 0.");
    assertThat(notebook.value("SELECT 1")).isEqualTo(1);
  }

  @Test
  void aStreamHandsRowsToCodeOfTheNotebook() throws Exception {
    List<Integer> heights = new ArrayList<>();
    Consumer<DataFrame> work = chunk -> heights.add(chunk.height());
    notebook.with("work", work).with("most", 25_000).with("text", "x");
    assertThat(notebook.line("--stream work SELECT seq FROM seq_1_to_30000 WHERE seq <= :most"))
        .isNull();
    assertThat(heights).containsExactly(10_000, 10_000, 5_000);
    assertThat(notebook.texts()).contains("25,000 rows handed to work");
    heights.clear();
    notebook.line("--stream work --limit 12000 SELECT seq FROM seq_1_to_30000");
    assertThat(heights).containsExactly(10_000, 2_000);
    assertThat(notebook.texts())
        .contains("the server has more rows; without --limit all are taken");
    assertThatThrownBy(() -> notebook.line("--stream text SELECT 1"))
        .hasMessage(
            "--stream takes a variable that holds a Consumer<DataFrame>; text holds a"
                + " java.lang.String.");
    assertThatThrownBy(() -> notebook.line("--stream work DO 0"))
        .hasMessage("--stream hands over the rows of one query, such as SELECT.");
    assertThat(notebook.value("SELECT 1")).isEqualTo(1);
  }

  @Test
  void codeThatThrowsEndsTheStreamOnTheServer() throws Exception {
    Object id = notebook.value("SELECT CONNECTION_ID()");
    Consumer<DataFrame> work =
        chunk -> {
          throw new IllegalStateException("mine");
        };
    notebook.with("work", work);
    assertThatThrownBy(() -> notebook.line("--stream work SELECT seq FROM seq_1_to_100000000"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("mine");
    assertThat(notebook.value("SELECT CONNECTION_ID()")).isEqualTo(id);
  }

  @Test
  void aTimeLimitStopsTheStatementAndKeepsTheConnection() throws Exception {
    Object id = notebook.value("SELECT CONNECTION_ID()");
    assertThatThrownBy(
            () ->
                notebook.line(
                    "--timeout 1s SELECT COUNT(*) FROM seq_1_to_100000000 a, seq_1_to_100 b"))
        .isInstanceOfSatisfying(
            UserError.class, error -> assertThat(error.name()).isEqualTo("SqlError"))
        .hasMessageContaining("(1969). The time limit was over (--timeout, or max_statement_time");
    assertThat(notebook.value("SELECT CONNECTION_ID()")).isEqualTo(id);
    assertThat(((DataFrame) notebook.line("--timeout 60s SELECT 5")).get(0, 0)).isEqualTo(5);
    assertThatThrownBy(() -> notebook.line("--timeout 500ms SELECT 1"))
        .hasMessage("--timeout counts in whole seconds, and is at least 1s.");
  }

  @Test
  void aCsvFileHasAllRowsAndTellsNullFromEmpty() throws Exception {
    Path file = folder.resolve("out.csv");
    Object value =
        notebook.line(
            "--csv "
                + file
                + " SELECT 1 AS a, 'x,\"y\"' AS `b,c`, '' AS d, NULL AS e, 1e2 AS f,"
                + " CAST('2024-03-31 02:30:00.5' AS DATETIME(1)) AS g,"
                + " CAST('-30:00:01' AS TIME) AS h, CAST(1.50 AS DECIMAL(5,2)) AS i, X'00FF' AS j");
    assertThat(value).isNull();
    assertThat(file)
        .hasContent(
            "a,\"b,c\",d,e,f,g,h,i,j\n"
                + "1,\"x,\"\"y\"\"\",\"\",,100.0,2024-03-31 02:30:00.500000,"
                + "-30:00:01.000000,1.50,00ff\n");
    assertThat(notebook.texts()).containsExactly("1 row written to " + file);
    notebook.line("--force --csv " + file + " SELECT seq FROM seq_1_to_250001");
    assertThat(Files.readAllLines(file)).hasSize(250_002).endsWith("250001");
    notebook.shown().clear();
    notebook.line("--force --limit 2 --csv " + file + " SELECT seq FROM seq_1_to_9");
    assertThat(Files.readString(file)).isEqualTo("seq\n1\n2\n");
    assertThat(notebook.texts())
        .containsExactly(
            "2 rows written to " + file, "the server has more rows; without --limit all are taken");
    notebook.line("--force --csv " + file + " SELECT 1 AS one FROM DUAL WHERE FALSE");
    assertThat(Files.readString(file)).isEqualTo("one\n");
  }

  @Test
  void aFileIsNeitherReplacedUnaskedNorLeftHalfWritten() throws Exception {
    Path file = Files.writeString(folder.resolve("kept.csv"), "kept");
    refused(
        () -> notebook.line("--csv " + file + " SELECT 1"),
        "UsageError",
        "--csv: " + file + " is there already; --force replaces it.");
    refused(
        () -> notebook.line("--csv " + folder.resolve("no/x.csv") + " SELECT 1"),
        "UsageError",
        "--csv: there is no folder " + folder.resolve("no") + ".");
    refused(
        () -> notebook.line("--csv " + folder.resolve("x.csv") + " SELECT 1; SELECT 2"),
        "UsageError",
        "--csv writes the rows of one query, such as SELECT.");
    Object id = notebook.value("SELECT CONNECTION_ID()");
    CompletableFuture<Object> cell =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return notebook.line("--force --csv " + file + " " + ENDLESS);
              } catch (Exception e) {
                return e;
              }
            });
    ServerWatch.awaitRunning(kind.get(), id, ENDLESS);
    notebook.interrupt();
    assertThat(cell.get())
        .isInstanceOfSatisfying(
            UserError.class, e -> assertThat(e.name()).isEqualTo("Interrupted"));
    assertThat(file).hasContent("kept");
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).containsExactly(file);
    }
    assertThat(notebook.value("SELECT CONNECTION_ID()")).isEqualTo(id);
  }

  @Test
  void aPlanIsShownAndOnlyAnAnalyzedQueryRuns() throws Exception {
    DataFrame plan = (DataFrame) notebook.line("--explain DELETE FROM prices WHERE id = 1");
    assertThat(plan.getColumn("table").toList()).containsExactly("prices");
    DataFrame measured = (DataFrame) notebook.line("--analyze SELECT * FROM prices");
    assertThat(measured.getColumnsIndex().toArray()).contains("r_rows");
    refused(
        () -> notebook.line("--analyze DELETE FROM prices"),
        "UsageError",
        "--analyze runs the statement, so it takes a query; see --explain.");
    refused(
        () -> notebook.line("--explain SELECT 1; DELETE FROM prices"),
        "UsageError",
        "a plan is shown of one statement, not of 2.");
    refused(
        () -> notebook.line("--explain --analyze SELECT 1"),
        "UsageError",
        "--explain or --analyze, not both.");
    assertThat(notebook.value("SELECT COUNT(*) FROM prices")).isEqualTo(2L);
  }

  @Test
  void theStatementsOfAFileRun() throws Exception {
    Path script = Files.writeString(folder.resolve("s.sql"), "SET @a = 5;\nSELECT @a AS a; -- end");
    DataFrame frame = (DataFrame) notebook.line("--file " + script);
    assertThat(frame.getColumn("a").get(0)).isEqualTo(5L);
    refused(
        () -> notebook.line("--file " + folder + "/no.sql"),
        "UsageError",
        "--file: there is no file " + folder + "/no.sql.");
    Path latin = Files.write(folder.resolve("l.sql"), new byte[] {'-', '-', ' ', (byte) 0xE4});
    refused(
        () -> notebook.line("--file " + latin),
        "UsageError",
        "--file: " + latin + " is no text in UTF-8.");
    refused(
        () -> notebook.line("--file " + script + " SELECT 1"),
        "UsageError",
        "%sql: a statement or --file FILE, not both.");
  }

  @Test
  void whatTakesLongShowsRowsRateAndTimeInOnePlace() throws Exception {
    DataFrame frame =
        notebook.frame("SELECT seq, IF(seq % 1024 = 1, SLEEP(0.3), 0) AS s FROM seq_1_to_8192");
    assertThat(frame.height()).isEqualTo(8192);
    assertThat(notebook.changes())
        .anyMatch(text -> text.matches("[0-9,]+ rows read, [0-9,]+ a second, .*"));
    assertThat(notebook.texts()).containsExactly("8,192 rows");
  }

  private static void refused(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String name, String message) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(UserError.class, e -> assertThat(e.name()).isEqualTo(name))
        .hasMessage(message);
  }
}
