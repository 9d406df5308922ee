package dev.culvert.magics.sql.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culvert.api.Displayable;
import dev.culvert.api.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.dflib.DataFrame;
import org.dflib.Series;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Situations of {@code docs/sql-scenarios.md} that have no test among those of a feature. */
@ParameterizedClass
@EnumSource(TestServer.class)
class SqlScenarioTest {

  @Parameter TestServer kind;
  @TempDir Path folder;
  private SqlNotebook notebook;

  @BeforeEach
  void connect() throws Exception {
    notebook = new SqlNotebook().connected(kind);
  }

  @AfterEach
  void close() {
    notebook.close();
  }

  @Test
  void twoLoginsOnOneHostEachSeeTheirOwnName() throws Exception {
    notebook.frame(
        "CREATE OR REPLACE USER second@'%' IDENTIFIED BY '2nd'; GRANT SELECT ON demo.* TO second@'%'");
    notebook.answering("2nd");
    connectAgain("two", "second");
    assertThat(user("two")).isEqualTo("second@%");
    assertThat(user("test")).isEqualTo("owner@%");
    notebook.line("close two");
    notebook.line("use test");
    notebook.frame("DROP USER second@'%'");
  }

  private void connectAgain(String name, String user) throws Exception {
    notebook.line(
        "connect "
            + name
            + " --host 127.0.0.1 --port "
            + kind.get().port()
            + " --database demo --user "
            + user
            + " --password");
  }

  @Test
  void aTransactionThatIsOpenWhenTheKernelEndsIsRolledBack() throws Exception {
    notebook.frame(
        "CREATE OR REPLACE TABLE pending (id INT) ENGINE=InnoDB; BEGIN; INSERT INTO pending VALUES (1)");
    notebook.close();
    notebook = new SqlNotebook().connected(kind);
    assertThat(notebook.value("SELECT COUNT(*) FROM pending")).isEqualTo(0L);
    notebook.frame("DROP TABLE pending");
  }

  private Object user(String connection) throws Exception {
    return ((DataFrame) notebook.line("-c " + connection + " SELECT CURRENT_USER()")).get(0, 0);
  }

  @Test
  void tenMillionRowsAreCutByTheServerAndTheCellSaysSo() throws Exception {
    DataFrame frame = notebook.frame("SELECT seq FROM seq_1_to_10000000");
    assertThat(frame.height()).isEqualTo(100_000);
    assertThat(notebook.texts())
        .contains(
            "the first 100,000 rows; the server has more. --limit N takes more, --limit 0 takes"
                + " all");
  }

  @Test
  void wideRowsAndLongValuesArriveWhole() throws Exception {
    String columns =
        IntStream.rangeClosed(1, 1000)
            .mapToObj(i -> i + " AS c" + i)
            .collect(Collectors.joining(", "));
    assertThat(notebook.frame("SELECT " + columns).width()).isEqualTo(1000);
    assertThat((String) notebook.value("SELECT REPEAT('é', 200000)")).hasSize(200_000);
    notebook.frame("SET @before = @@global.max_allowed_packet");
    notebook.frame("SET GLOBAL max_allowed_packet = 134217728");
    try {
      String blob = "SELECT CAST(REPEAT('x', 67108864) AS BINARY) AS b";
      connectAgain("wide", "owner");
      DataFrame frame = notebook.frame(blob);
      assertThat((byte[]) frame.get(0, 0)).hasSize(64 << 20);
      assertThat(((Displayable) frame).toMimeBundle().data().get("text/html"))
          .contains("67,108,864 bytes")
          .hasSizeLessThan(20_000);
    } finally {
      notebook.line("-c test SET GLOBAL max_allowed_packet = @before");
    }
  }

  @Test
  void twoHundredThousandRowsAreSavedInChunks() throws Exception {
    notebook.cell("--quiet", "DROP TABLE IF EXISTS many");
    int[] ids = IntStream.range(0, 200_000).toArray();
    String[] texts = IntStream.range(0, 200_000).mapToObj(i -> "text " + i).toArray(String[]::new);
    notebook.with("many", DataFrame.byColumn("id", "text").of(Series.ofInt(ids), Series.of(texts)));
    notebook.line("persist many --table many --key id");
    assertThat(notebook.value("SELECT COUNT(*) FROM many WHERE text = CONCAT('text ', id)"))
        .isEqualTo(200_000L);
    notebook.frame("DROP TABLE many");
  }

  @Test
  void aStatementCannotReadAFileOfThisMachine() throws Exception {
    Path file = Files.writeString(folder.resolve("private.txt"), "1\n");
    notebook.frame("CREATE OR REPLACE TABLE loaded (i INT)");
    assertThatThrownBy(
            () -> notebook.frame("LOAD DATA LOCAL INFILE '" + file + "' INTO TABLE loaded"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("(4166)");
    assertThat(notebook.value("SELECT COUNT(*) FROM loaded")).isEqualTo(0L);
  }

  @Test
  void aFileThatTheServerWritesIsToldAndRefusedWhereNothingIsWritten() throws Exception {
    String into = "SELECT seq FROM seq_1_to_3 INTO OUTFILE 'rows-of-" + folder.getFileName() + "'";
    notebook.line(into);
    assertThat(notebook.texts()).contains("3 rows written to a file on the server");
    notebook.line(
        "connect careful --host 127.0.0.1 --port "
            + kind.get().port()
            + " --database demo --user owner --password --read-only");
    assertThatThrownBy(() -> notebook.line(into))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "connection careful is --read-only, and INTO OUTFILE writes a file on the server. Write"
                + " one here: --csv FILE.");
  }

  @Test
  void dataThatLooksLikeHtmlIsDataInPlots() throws Exception {
    notebook.with(
        "odd", DataFrame.foldByRow("<script>", "n").of("<img src=x onerror=alert(1)>", 1));
    notebook.line("plot bar odd");
    assertThat(notebook.shown().toString()).doesNotContain("<script", "<img");
  }
}
