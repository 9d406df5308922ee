package dev.culvert.magics.sql.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culvert.api.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.dflib.DataFrame;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Connections by the name of a profile, careful ones, and transactions that are shown. */
@ParameterizedClass
@EnumSource(TestServer.class)
class SqlProfileTest {

  @Parameter TestServer kind;
  @TempDir Path folder;
  private Path file;
  private SqlNotebook notebook;

  @BeforeEach
  void write() throws Exception {
    file = folder.resolve("connections.toml");
    String way = "host = \"127.0.0.1\"\nport = " + kind.get().port() + "\nuser = \"owner\"\n";
    Files.writeString(
        file,
        "[database.dev]\n"
            + way
            + "password = true\ndatabase = \"demo\"\n[database.live]\n"
            + way
            + "password = true\ndatabase = \"demo\"\nprod = true\n[database.report]\n"
            + way
            + "password = true\ndatabase = \"demo\"\nread-only = true\n[database.wrong]\n"
            + way
            + "prot = 5\n[database.shop]\n"
            + way
            + "password = true\n[database.shop.dev]\ndatabase = \"demo\"\n"
            + "[database.shop.prod]\ndatabase = \"mysql\"\nprod = true\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    notebook = new SqlNotebook(file).answering(TestServer.PASSWORD);
    notebook.line("connect dev");
    notebook.cell(
        "--quiet", "CREATE OR REPLACE TABLE stock (id INT); INSERT INTO stock VALUES (1), (2)");
    notebook.shown().clear();
  }

  @AfterEach
  void close() {
    notebook.close();
  }

  @Test
  void aNameAloneConnectsAsItsProfileSaysAndOptionsChangeIt() throws Exception {
    assertThat(notebook.value("SELECT DATABASE()")).isEqualTo("demo");
    notebook.line("connect dev --database mysql");
    assertThat(notebook.value("SELECT DATABASE()")).isEqualTo("mysql");
    assertThat(notebook.texts()).contains("the connection that was named dev before is closed");
  }

  @Test
  void aProfileHasSectionsThatShareItsKeys() throws Exception {
    notebook.line("connect shop.dev");
    assertThat(notebook.value("SELECT DATABASE()")).isEqualTo("demo");
    notebook.line("connect shop.prod");
    assertThat(notebook.value("SELECT DATABASE()")).isEqualTo("mysql");
    DataFrame list = (DataFrame) notebook.line("list");
    assertThat(list.getColumn("name").toList()).containsExactly("dev", "shop.dev", "shop.prod");
    assertThat(list.getColumn("mode").toList()).containsExactly("", "", "prod");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "connect shop.prd | where to? Say jdbc:mariadb://HOST:3306/DATABASE or --host HOST. No"
            + " profile 'shop.prd' stands in FILE. Did you mean 'shop.prod'?",
        "connect lve | where to? Say jdbc:mariadb://HOST:3306/DATABASE or --host HOST. No profile"
            + " 'lve' stands in FILE. Did you mean 'live'?",
        "connect wrong | FILE:21: 'prot' is no option of %sql connect; keys are their long names,"
            + " see %sql connect --help.",
        "connect dev --tls maybe | no TLS mode 'maybe'. There are off, verify-ca and verify-full.",
      })
  void whatIsWrongWithAProfileIsSaid(String line, String message) throws Exception {
    assertThatThrownBy(() -> notebook.line(line))
        .isInstanceOf(UserError.class)
        .hasMessage(message.replace("FILE", file.toString()));
    assertThat(notebook.value("SELECT 1")).isEqualTo(1);
  }

  @Test
  void aReadOnlyConnectionChangesNothingAlsoFromJava() throws Exception {
    notebook.line("connect report");
    assertThat(notebook.value("SELECT COUNT(*) FROM stock")).isEqualTo(2L);
    for (String change :
        List.of("DELETE FROM stock", "CREATE TABLE never (i INT)", "TRUNCATE stock")) {
      assertThatThrownBy(() -> notebook.frame(change))
          .as(change)
          .hasMessage(
              "Cannot execute statement in a READ ONLY transaction (1792). Connection report is"
                  + " read-only: connect it without --read-only.");
    }
    assertThatThrownBy(
            () -> {
              try (var fresh = dev.culvert.magics.sql.Sql.connection("report");
                  var statement = fresh.createStatement()) {
                statement.execute("DELETE FROM stock");
              }
            })
        .hasMessageContaining("READ ONLY");
  }

  @Test
  void productionAsksBeforeWholeTablesAndRunsNothingWithoutAYes() throws Exception {
    notebook.line("connect live");
    notebook.shown().clear();
    notebook.frame("UPDATE stock SET id = 3 WHERE id = 2");
    assertThatThrownBy(() -> notebook.frame("INSERT INTO stock VALUES (9);\nDELETE FROM stock"))
        .hasMessage(
            "DELETE without WHERE (line 2) on the production connection live needs your word, and"
                + " nobody can be asked here. Nothing ran.");
    notebook.typing("yes");
    assertThatThrownBy(() -> notebook.frame("DELETE FROM stock"))
        .hasMessage("DELETE without WHERE (line 1) was not confirmed. Nothing ran.");
    assertThat(notebook.value("SELECT GROUP_CONCAT(id ORDER BY id) FROM stock")).isEqualTo("1,3");
    notebook.typing("live").frame("DELETE FROM stock");
    assertThat(notebook.prompts())
        .endsWith(
            "live is a production connection: DELETE without WHERE (line 1). Type live to go on: ");
    assertThat(notebook.value("SELECT COUNT(*) FROM stock")).isEqualTo(0L);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "DELETE FROM t | DELETE without WHERE",
        "delete from t where a = 1 |",
        "UPDATE t SET a = (SELECT b FROM u WHERE c = 1) | UPDATE without WHERE",
        "UPDATE t SET a = 'WHERE' -- WHERE | UPDATE without WHERE",
        "UPDATE t SET a = 1 LIMIT 5 | UPDATE without WHERE",
        "WITH w AS (SELECT 1 WHERE 1) DELETE FROM t | DELETE without WHERE",
        "TRUNCATE t | TRUNCATE",
        "DROP TABLE t | DROP",
        "SELECT * FROM t |",
        "INSERT INTO t SELECT * FROM u |",
      })
  void whatSweepsIsSeenPastSubqueriesStringsAndComments(String sql, String what) {
    SqlStatement statement = SqlScript.split(sql, true).get(0);
    assertThat(Sweep.what(statement).orElse(null)).isEqualTo(what);
  }

  @Test
  void anOpenTransactionIsShownInResultsAndListsAndWhenItIsClosed() throws Exception {
    notebook.line("BEGIN");
    notebook.line("DELETE FROM stock");
    assertThat(notebook.texts())
        .containsExactly(
            "done, no row changed, transaction open", "2 rows changed, transaction open");
    assertThat(((DataFrame) notebook.line("list")).getColumn("transaction").toList())
        .containsExactly("open");
    notebook.line("ROLLBACK");
    assertThat(notebook.texts()).last().isEqualTo("done, no row changed");
    notebook.line("BEGIN");
    notebook.shown().clear();
    notebook.line("close dev");
    assertThat(notebook.texts())
        .containsExactly(
            "dev had a transaction open: the server rolls its changes back", "closed dev");
  }
}
