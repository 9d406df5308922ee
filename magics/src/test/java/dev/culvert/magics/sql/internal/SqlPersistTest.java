package dev.culvert.magics.sql.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culvert.api.UserError;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.dflib.DataFrame;
import org.dflib.Series;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Frames that are saved, and what becomes of those that are refused. */
@ParameterizedClass
@EnumSource(TestServer.class)
class SqlPersistTest {

  @Parameter TestServer kind;
  private SqlNotebook notebook;

  @BeforeEach
  void connect() throws Exception {
    notebook = new SqlNotebook().connected(kind);
    notebook.cell("--quiet", "DROP TABLE IF EXISTS kept, kept_too");
    notebook.with("df", DataFrame.foldByRow("id", "title").of(1, "One", 2, "Two", 3, null));
    notebook.shown().clear();
  }

  @AfterEach
  void close() {
    notebook.close();
  }

  @Test
  void aFrameBecomesATableAndIsTheSameWhenItIsReadAgain() throws Exception {
    DataFrame mixed =
        DataFrame.byColumn(
                "i", "l", "d", "text", "dec", "big", "day", "at", "time", "span", "raw", "yes")
            .of(
                Series.ofInt(1, -2),
                Series.ofLong(Long.MAX_VALUE, 0),
                Series.ofDouble(0.1, -1e300),
                Series.of("é😀", null),
                Series.of(new BigDecimal("12.50"), new BigDecimal("-0.001")),
                Series.of(new BigInteger("18446744073709551615"), null),
                Series.of(LocalDate.of(2024, 2, 29), null),
                Series.of(LocalDateTime.of(2024, 3, 31, 2, 30, 0, 123_456_000), null),
                Series.of(LocalTime.of(1, 2, 3, 456_000_000), null),
                Series.of(Duration.ofHours(-30).minusMillis(500), null),
                Series.of(new byte[] {0, -1}, new byte[0]),
                Series.ofBool(true, false));
    notebook.with("mixed", mixed).line("persist mixed --table kept");
    assertThat(notebook.texts()).containsExactly("2 rows saved to kept, which was made");
    DataFrame read = notebook.frame("SELECT * FROM kept");
    for (String same : new String[] {"i", "l", "d", "text", "big", "day", "at", "span"}) {
      assertThat(read.getColumn(same).toList()).as(same).isEqualTo(mixed.getColumn(same).toList());
    }
    assertThat(read.getColumn("i").getNominalType()).isEqualTo(int.class);
    assertThat(read.getColumn("dec").toList())
        .containsExactly(new BigDecimal("12.500"), new BigDecimal("-0.001"));
    assertThat(read.getColumn("time").toList()).containsExactly(Duration.ofMillis(3_723_456), null);
    assertThat((byte[]) read.getColumn("raw").get(0)).containsExactly(0, -1);
    assertThat(read.getColumn("yes").toList()).hasToString("[1, 0]");
    assertThat((String) notebook.line("ddl kept"))
        .contains(
            "`dec` decimal(5,3)", "`big` bigint(20) unsigned", "`text` varchar(20)", "utf8mb4");
  }

  @Test
  void aTableIsOnlyMadeWhereThereIsNone() throws Exception {
    notebook.line("persist df --table kept --key id");
    assertThatThrownBy(() -> notebook.line("persist df --table kept"))
        .hasMessage(
            "table kept is there already. Say --mode append, replace or upsert, or another name.");
    assertThat(notebook.value("SELECT COUNT(*) FROM kept")).isEqualTo(3L);
  }

  @Test
  void appendReplaceAndUpsertDoAsTheySay() throws Exception {
    notebook.line("persist df --table kept --key id");
    notebook.with("more", DataFrame.foldByRow("id", "title").of(3, "Three", 4, "Four"));
    notebook.shown().clear();
    notebook.line("persist more --table demo.kept --mode upsert");
    assertThat(notebook.texts()).containsExactly("2 rows upserted into demo.kept");
    assertThat(notebook.value("SELECT GROUP_CONCAT(id, title ORDER BY id) FROM kept"))
        .isEqualTo("1One,2Two,3Three,4Four");
    notebook.with("last", DataFrame.foldByRow("TITLE", "id").of("Five", 5));
    notebook.line("persist last --table kept --mode append");
    assertThat(notebook.value("SELECT title FROM kept WHERE id = 5")).isEqualTo("Five");
    notebook.line("persist more --table kept --mode replace");
    assertThat(notebook.value("SELECT GROUP_CONCAT(id ORDER BY id) FROM kept")).isEqualTo("3,4");
    assertThat((String) notebook.line("ddl kept")).contains("PRIMARY KEY (`id`)");
  }

  @Test
  void theRowThatIsRefusedIsNamedAndNothingIsSaved() throws Exception {
    int[] ids = IntStream.range(0, 25_000).toArray();
    ids[20_007] = 3;
    notebook.with("many", DataFrame.byColumn("id").of(Series.ofInt(ids)));
    assertThatThrownBy(() -> notebook.line("persist many --table kept --key id"))
        .hasMessage(
            "the row at index 20007 (id=3) was refused: Duplicate entry '3' for key 'PRIMARY'"
                + " (1062). Nothing was saved.");
    assertThat(((DataFrame) notebook.line("tables kept")).height()).isZero();
    // The other one of two that are the same in one chunk.
    notebook.frame("CREATE TABLE kept (id INT PRIMARY KEY)");
    ids[20_007] = 20_006;
    assertThatThrownBy(() -> notebook.line("persist many --table kept --mode append"))
        .hasMessageStartingWith("the row at index 20007 (id=20006) was refused: Duplicate entry");
    assertThat(notebook.value("SELECT COUNT(*) FROM kept")).isEqualTo(0L);
  }

  @Test
  void aValueThatDoesNotFitOrHasNoSqlFormIsNamed() throws Exception {
    notebook.frame("CREATE TABLE kept (id TINYINT, title VARCHAR(3))");
    notebook.with("wide", DataFrame.foldByRow("id", "title").of(1, "abc", 2, "abcd"));
    assertThatThrownBy(() -> notebook.line("persist wide --table kept --mode append"))
        .hasMessageStartingWith(
            "the row at index 1 (id=2, title=abcd) was refused: Data too long for column 'title'");
    notebook.with("odd", DataFrame.byColumn("id").of(Series.ofDouble(1, Double.NaN)));
    assertThatThrownBy(() -> notebook.line("persist odd --table kept --mode append"))
        .hasMessage(
            "the row at index 1 (id=NaN): id is NaN, which SQL does not have. Make it null, or"
                + " leave the row out.");
    notebook.with(
        "thing",
        DataFrame.byColumn("id").of(Series.of(new StringBuilder(), Thread.State.NEW, new int[0])));
    assertThatThrownBy(() -> notebook.line("persist thing --table kept_too"))
        .hasMessage(
            "column id holds String and int[], for which there is no one SQL type. Convert it, or"
                + " make the table yourself and say --mode append.");
    assertThat(notebook.value("SELECT COUNT(*) FROM kept")).isEqualTo(0L);
  }

  @Test
  void inAnOpenTransactionTheRowsArePartOfIt() throws Exception {
    notebook.frame("CREATE TABLE kept (id INT PRIMARY KEY, title VARCHAR(9))");
    notebook.frame("BEGIN; INSERT INTO kept VALUES (9, 'mine')");
    notebook.shown().clear();
    notebook.line("persist df --table kept --mode append");
    assertThat(notebook.texts()).containsExactly("3 rows saved to kept, in the open transaction");
    assertThatThrownBy(() -> notebook.line("persist df --table kept --mode append"))
        .hasMessageContaining("Duplicate entry '1'");
    assertThat(notebook.value("SELECT COUNT(*) FROM kept")).isEqualTo(4L);
    assertThatThrownBy(() -> notebook.line("persist df --table kept_too"))
        .hasMessageStartingWith("a transaction is open, and making a table would commit it.");
    notebook.frame("ROLLBACK");
    assertThat(notebook.value("SELECT COUNT(*) FROM kept")).isEqualTo(0L);
  }

  @Test
  void anInterruptStopsOnTheServerAndKeepsNothing() throws Exception {
    notebook.frame("CREATE TABLE kept (id INT, title VARCHAR(9))");
    Object id = notebook.value("SELECT CONNECTION_ID()");
    try (SqlNotebook other = new SqlNotebook().connected(kind)) {
      other.frame("LOCK TABLES kept WRITE");
      CompletableFuture<Throwable> cell =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  notebook.line("persist df --table kept --mode append");
                  return null;
                } catch (Exception e) {
                  return e;
                }
              });
      ServerWatch.awaitRunning(kind.get(), id, "INSERT INTO");
      notebook.interrupt();
      assertThat(cell.get())
          .isInstanceOfSatisfying(
              UserError.class, e -> assertThat(e.name()).isEqualTo("Interrupted"));
      other.frame("UNLOCK TABLES");
    }
    assertThat(notebook.value("SELECT CONNECTION_ID()")).isEqualTo(id);
    assertThat(notebook.value("SELECT COUNT(*) FROM kept")).isEqualTo(0L);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "persist nothing --table kept | %sql persist: there is no variable nothing in the notebook.",
        "persist word --table kept | %sql persist: word is a String, not a DataFrame.",
        "persist df --table kept --mode append | there is no table kept to append to. Say --mode"
            + " create.",
        "persist df --table kept --mode upsert | upsert makes the table kept, which needs --key"
            + " COLUMN.",
        "persist df --table kept --key idd | --key: the frame has no column 'idd'. It has: id,"
            + " title.",
        "persist df --table bare --mode upsert | table bare has no primary or unique key, so upsert"
            + " could only append. Add a key, or say --mode append.",
        "persist df --table other --mode append | table other has no column 'title'. Did you mean"
            + " 'titel'?",
      })
  void whatCannotBeSavedIsSaidBeforeAnythingChanges(String line, String message) throws Exception {
    notebook.with("word", "no frame");
    notebook.frame("CREATE OR REPLACE TABLE bare (id INT, title VARCHAR(9))");
    notebook.frame("CREATE OR REPLACE TABLE other (id INT, titel VARCHAR(9))");
    assertThatThrownBy(() -> notebook.line(line)).isInstanceOf(UserError.class).hasMessage(message);
    assertThat(notebook.value("SELECT 1")).isEqualTo(1);
  }
}
