package dev.culvert.magics.sql.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culvert.api.UserError;
import java.util.List;
import org.dflib.DataFrame;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Queries that are saved and composed. */
@ParameterizedClass
@EnumSource(TestServer.class)
class SqlSnippetsTest {

  @Parameter TestServer kind;
  private SqlNotebook notebook;

  @BeforeEach
  void connect() throws Exception {
    notebook = new SqlNotebook().connected(kind);
    notebook.frame(
        "CREATE OR REPLACE TABLE sales (city VARCHAR(20), amount INT); INSERT INTO sales VALUES"
            + " ('Rome', 5), ('Rome', 7), ('Oslo', 2)");
    notebook.shown().clear();
  }

  @AfterEach
  void close() {
    notebook.close();
  }

  @Test
  void aSavedQueryIsATableOfLaterOnes() throws Exception {
    notebook.cell(
        "--save big", "SELECT city, amount -- the big ones\nFROM sales WHERE amount > 2;");
    assertThat(notebook.texts()).containsExactly("2 rows", "saved as big");
    assertThat(notebook.value("SELECT SUM(amount) FROM big")).hasToString("12");
    assertThat(notebook.value("SELECT COUNT(*) FROM sales s, big")).isEqualTo(6L);
    notebook.cell(
        "--save totals --no-execute", "SELECT city, SUM(amount) AS t FROM big GROUP BY city");
    DataFrame frame = notebook.frame("SELECT * FROM totals JOIN big USING (city)");
    assertThat(frame.height()).isEqualTo(2);
    assertThat(notebook.value("WITH x AS (SELECT 1 AS one) SELECT one + t FROM x, totals"))
        .hasToString("13");
    assertThat(
            notebook.value(
                "WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 3)"
                    + " SELECT SUM(i) FROM n JOIN totals"))
        .hasToString("6");
    DataFrame list = (DataFrame) notebook.line("snippets");
    assertThat(list.getColumn("name").toList()).isEqualTo(List.of("big", "totals"));
    assertThat(list.get("query", 0)).isEqualTo("SELECT city, amount FROM sales WHERE amount > 2");
  }

  @Test
  void itsVariablesKeepTheValuesThatTheyHad() throws Exception {
    notebook.with("least", 5).cell("--save some", "SELECT * FROM sales WHERE amount >= :least");
    notebook.with("least", 100).with("town", "Rome");
    assertThat(notebook.value("SELECT COUNT(*) FROM some WHERE city = :town")).isEqualTo(2L);
  }

  @Test
  void aTableOfADatabaseAndATextAreNoSnippets() throws Exception {
    notebook.cell("--save sales", "SELECT 'Rome' AS city");
    assertThat(notebook.value("SELECT COUNT(*) FROM demo.sales")).isEqualTo(3L);
    assertThat(notebook.value("SELECT COUNT(*) FROM sales")).isEqualTo(1L);
    assertThat(notebook.value("SELECT 'FROM sales'")).isEqualTo("FROM sales");
    assertThat(
            notebook.value(
                "WITH sales AS (SELECT 1 AS a UNION ALL SELECT 2) SELECT COUNT(*) FROM sales"))
        .isEqualTo(2L);
    notebook.line("snippets --delete sales");
    assertThat(notebook.value("SELECT COUNT(*) FROM sales")).isEqualTo(3L);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--save 1x                | SELECT 1                | --save takes a name of letters, digits and _, which begins no statement.",
        "--save select            | SELECT 1                | --save takes a name of letters, digits and _, which begins no statement.",
        "--save two               | SELECT 1; SELECT 2      | --save keeps one query, such as SELECT.",
        "--save gone              | DROP TABLE sales        | --save keeps one query, such as SELECT.",
        "--no-execute             | SELECT 1                | --no-execute belongs to --save NAME.",
        "--with onee              | SELECT 1                | no snippet is named 'onee'. Did you mean 'one'? Saved: one.",
        "--with one               | DELETE FROM sales       | --with puts snippets before a query, and this is none.",
        "--save one --no-execute  | SELECT * FROM one       | the query of snippet one uses the snippet one itself.",
      })
  void aMistakeIsOneClearErrorAndChangesNothing(String line, String sql, String message)
      throws Exception {
    notebook.cell("--save one", "SELECT 1 AS a");
    assertThatThrownBy(() -> notebook.cell(line, sql))
        .isInstanceOf(UserError.class)
        .hasMessage(message);
    assertThat(notebook.value("SELECT COUNT(*) FROM one")).isEqualTo(1L);
    assertThat(notebook.value("SELECT COUNT(*) FROM sales")).isEqualTo(3L);
  }
}
