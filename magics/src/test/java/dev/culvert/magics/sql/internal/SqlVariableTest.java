package dev.culvert.magics.sql.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culvert.magics.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import org.dflib.DataFrame;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mariadb.jdbc.MariaDbDataSource;

/** Connections by what the notebook's own code made. */
class SqlVariableTest {

  private MariaDbDataSource source;
  private SqlNotebook notebook;

  @BeforeEach
  void makeASource() throws Exception {
    source =
        new MariaDbDataSource(
            "jdbc:mariadb://127.0.0.1:" + TestServer.EMBEDDED.get().port() + "/demo");
    source.setUser("owner");
    source.setPassword(TestServer.PASSWORD);
    notebook = new SqlNotebook().with("pool", source);
  }

  @AfterEach
  void close() {
    notebook.close();
  }

  @Test
  void aDataSourceOfTheNotebookIsAConnection() throws Exception {
    notebook.line("connect shop --from pool");
    assertThat(notebook.value("SELECT CURRENT_USER()")).isEqualTo("owner@%");
    try (Connection own = Sql.connection("shop")) {
      assertThat(own.isValid(1)).isTrue();
    }
    DataFrame list = (DataFrame) notebook.line("list");
    assertThat(list.getColumn("connection").get(0))
        .isEqualTo(
            "owner@127.0.0.1:" + TestServer.EMBEDDED.get().port() + "/demo by variable pool");
    assertThat(notebook.texts().toString()).doesNotContain(TestServer.PASSWORD);
  }

  @Test
  void theDriversDefaultsOfADataSourceDoNotChangeValues() throws Exception {
    notebook.line("connect --from pool");
    notebook.frame(
        "CREATE OR REPLACE TABLE odd (t TINYINT(1), y YEAR, u BIGINT UNSIGNED);"
            + " INSERT INTO odd VALUES (5, 0, 18446744073709551615)");
    DataFrame frame = notebook.frame("SELECT * FROM odd");
    assertThat(frame.get("t", 0)).isEqualTo(5);
    assertThat(frame.get("y", 0)).isEqualTo(0);
    assertThat(frame.get("u", 0)).hasToString("18446744073709551615");
  }

  @Test
  void aConnectionOfTheNotebookIsUsedAndStaysOpen() throws Exception {
    try (Connection mine = source.getConnection()) {
      mine.setAutoCommit(false);
      notebook.with("mine", mine).line("connect shop --from mine");
      notebook.frame("CREATE TEMPORARY TABLE seen (a INT); INSERT INTO seen VALUES (1)");
      assertThatThrownBy(() -> Sql.connection("shop"))
          .isInstanceOf(SQLException.class)
          .hasMessage(
              "shop is one connection of the notebook's own, which opens no others: connect it by a"
                  + " DataSource");
      notebook.line("close shop");
      try (var rows = mine.createStatement().executeQuery("SELECT COUNT(*) FROM seen")) {
        assertThat(rows.next()).isTrue();
        assertThat(rows.getInt(1)).isEqualTo(1);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "connect x --from nothing      | --from takes a DataSource or a Connection; there is no variable nothing that holds one.",
        "connect x --from text         | --from takes a DataSource or a Connection; text is a java.lang.String.",
        "connect x --from gone         | --from takes a DataSource or a Connection; there is no variable gone that holds one.",
        "connect x --from pool --user a| --from VARIABLE knows host, login and TLS; besides it there are --read-only and --prod.",
        "connect x jdbc:mariadb://h/d --from pool | a URL or --from VARIABLE, not both.",
      })
  void whatIsNoSourceIsRefused(String line, String message) throws Exception {
    notebook.with("text", "jdbc:mariadb://h/d").with("gone", null);
    assertThatThrownBy(() -> notebook.line(line)).hasMessage(message);
    notebook.line("connect --from pool");
    assertThat(notebook.value("SELECT 1")).isEqualTo(1);
  }

  @Test
  void aSourceThatFailsSaysWhyWithoutItsPassword() throws Exception {
    source.setPassword("wrong-password");
    assertThatThrownBy(() -> notebook.line("connect x --from pool"))
        .hasMessageStartingWith("pool gives no connection: ")
        .hasMessageContaining("Access denied")
        .hasMessageNotContaining("wrong-password");
  }
}
