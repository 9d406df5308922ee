package dev.culvert.magics.sql.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culvert.api.UserError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.dflib.DataFrame;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows from one server to another. */
class SqlCopyTest {

  private SqlNotebook notebook;

  @BeforeEach
  void connectBoth() throws Exception {
    notebook = new SqlNotebook().answering(TestServer.PASSWORD);
    connect("old", TestServer.INSTALLED);
    connect("new", TestServer.EMBEDDED);
    notebook.cell(
        "old",
        "CREATE OR REPLACE TABLE people (id INT PRIMARY KEY, name VARCHAR(40), email VARCHAR(40));"
            + " INSERT INTO people SELECT seq, CONCAT('Ana ', seq),"
            + " IF(seq % 2, 'a@example.org', NULL) FROM seq_1_to_25000");
    notebook.cell(
        "new",
        "CREATE OR REPLACE TABLE persons (id INT PRIMARY KEY, full_name VARCHAR(40),"
            + " email VARCHAR(40))");
    notebook.shown().clear();
  }

  private void connect(String name, TestServer server) throws Exception {
    notebook.line(
        "connect "
            + name
            + " --host 127.0.0.1 --database demo --user owner --password --port "
            + server.get().port());
  }

  @AfterEach
  void close() {
    notebook.close();
  }

  private Object copy(String query, String options) throws Exception {
    List<String> words = new ArrayList<>(List.of("copy", "old", query, "new", "persons"));
    if (!options.isBlank()) {
      words.addAll(Arrays.asList(options.strip().split(" ")));
    }
    return notebook.magic(words);
  }

  @Test
  void columnsAreRenamedAndMaskedOnTheWay() throws Exception {
    copy("SELECT id, name, email FROM people", "--map name=full_name --mask NAME=stars,email=hash");
    assertThat(notebook.texts()).contains("25,000 rows copied from old to persons of new");
    DataFrame rows = notebook.frame("SELECT * FROM persons ORDER BY id");
    assertThat(rows.height()).isEqualTo(25_000);
    assertThat(rows.get("full_name", 24_999)).isEqualTo("*".repeat("Ana 25000".length()));
    assertThat(rows.get("email", 0).toString()).matches("[0-9a-f]{32}");
    assertThat(rows.get("email", 20_000)).isEqualTo(rows.get("email", 0));
    assertThat(rows.get("email", 1)).isNull();
    copy("SELECT id, email FROM people WHERE id < 3", "--mode replace --mask email=null");
    assertThat(notebook.frame("SELECT email FROM persons").getColumn(0).toList())
        .containsExactly(null, null);
  }

  @Test
  void variablesAreBoundAndAnUpsertChangesWhatIsThere() throws Exception {
    notebook.with("least", 24_999);
    copy("SELECT id FROM people WHERE id >= :least", "");
    copy("SELECT id, name AS full_name FROM people WHERE id >= :least - 1", "--mode upsert");
    assertThat(notebook.frame("SELECT full_name FROM persons ORDER BY id").getColumn(0).toList())
        .isEqualTo(List.of("Ana 24998", "Ana 24999", "Ana 25000"));
  }

  @Test
  void aRowThatIsRefusedIsNamedByItsPlaceInAllAndNothingIsKept() throws Exception {
    notebook.cell("new", "INSERT INTO persons VALUES (15001, 'there', NULL)");
    assertThatThrownBy(() -> copy("SELECT id, email FROM people ORDER BY id", ""))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("the row at index 15000 (id=15001, email=a@example.org) was refused")
        .hasMessageEndingWith("Nothing was saved.");
    assertThat(notebook.value("SELECT COUNT(*) FROM persons")).isEqualTo(1L);
    notebook.line("use old");
    assertThat(notebook.value("SELECT COUNT(*) FROM people")).isEqualTo(25_000L);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SELECT id FROM people | --mask nme=hash | --mask: the query has no column @nme@. It has: id.",
        "SELECT id FROM people | --map a=b | --map: the query has no column @a@. It has: id.",
        "SELECT id FROM people | --mask id=secret | --mask takes null, stars or hash, not @secret@.",
        "SELECT id FROM people | --mode create | %sql copy makes no table, since the last row may need a wider one. Make it first.",
        "DELETE FROM people | | %sql copy takes one query in quotes, such as \"SELECT * FROM t\".",
        "SELECT id AS nothing FROM people | | Unknown column @nothing@ in @INSERT INTO@ (1054).",
      })
  void aMistakeIsOneClearErrorAndNothingIsCopied(String query, String options, String message)
      throws Exception {
    String one = message.replace('@', '\'');
    assertThatThrownBy(() -> copy(query, options == null ? "" : options))
        .isInstanceOf(UserError.class)
        .hasMessage(one);
    assertThat(notebook.value("SELECT COUNT(*) FROM persons")).isEqualTo(0L);
  }

  @Test
  void withinOneConnectionItIsRefused() {
    assertThatThrownBy(() -> notebook.magic(List.of("copy", "old", "SELECT 1", "old", "people")))
        .hasMessage(
            "%sql copy goes between two connections; within one it is INSERT INTO people SELECT ...");
  }
}
