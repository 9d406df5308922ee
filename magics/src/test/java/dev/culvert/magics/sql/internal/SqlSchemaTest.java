package dev.culvert.magics.sql.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culvert.api.UserError;
import org.dflib.DataFrame;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestServer.class)
class SqlSchemaTest {

  @Parameter TestServer kind;
  private SqlNotebook notebook;

  @BeforeEach
  void connect() throws Exception {
    notebook = new SqlNotebook().connected(kind);
    notebook.frame(
        "CREATE OR REPLACE TABLE shelf_books (id INT PRIMARY KEY AUTO_INCREMENT, title VARCHAR(20)"
            + " NOT NULL COMMENT 'as printed', shelf INT DEFAULT 3, UNIQUE by_title (title, shelf));"
            + " CREATE OR REPLACE VIEW shelf_view AS SELECT title FROM shelf_books;"
            + " CREATE OR REPLACE TABLE `shelf``ü` (i INT)");
    notebook.shown().clear();
  }

  @AfterEach
  void close() {
    notebook.close();
  }

  @Test
  void tablesAndViewsOfTheCurrentDatabaseAreListed() throws Exception {
    DataFrame tables = (DataFrame) notebook.line("tables shelf_%");
    assertThat(tables.getColumn("table").toList())
        .containsExactly("shelf_books", "shelf_view", "shelf`ü");
    assertThat(tables.getColumn("kind").toList())
        .containsExactly("base table", "view", "base table");
    assertThat(((DataFrame) notebook.line("tables -d information_schema SCHEMATA")).height())
        .isOne();
  }

  @Test
  void columnsSayTypeNullsDefaultAndKey() throws Exception {
    DataFrame columns = (DataFrame) notebook.line("columns shelf_books");
    assertThat(columns.getColumn("column").toList()).containsExactly("id", "title", "shelf");
    assertThat(columns.getColumn("type").toList())
        .containsExactly("int(11)", "varchar(20)", "int(11)");
    assertThat(columns.getColumn("nullable").toList()).containsExactly("NO", "NO", "YES");
    assertThat(columns.getColumn("key").toList()).containsExactly("PRI", "MUL", "");
    assertThat(columns.getColumn("comment").toList()).containsExactly("", "as printed", "");
    assertThat(((DataFrame) notebook.line("columns demo.`shelf``ü`")).height()).isOne();
  }

  @Test
  void indexesNameTheirColumnsInOrder() throws Exception {
    DataFrame indexes = (DataFrame) notebook.line("indexes shelf_books");
    assertThat(indexes.getColumn("index").toList()).containsExactly("by_title", "PRIMARY");
    assertThat(indexes.getColumn("columns").toList()).containsExactly("title, shelf", "id");
    assertThat(indexes.getColumn("unique").toList()).containsExactly("yes", "yes");
    assertThat(((DataFrame) notebook.line("indexes shelf_view")).height()).isZero();
  }

  @Test
  void theStatementThatMakesATableIsText() throws Exception {
    assertThat((String) notebook.line("ddl shelf_books"))
        .startsWith("CREATE TABLE `shelf_books` (\n  `id` int(11) NOT NULL AUTO_INCREMENT");
    assertThat((String) notebook.line("ddl demo.shelf_view")).contains("VIEW `shelf_view` AS");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "columns shelf_boks | SqlError | no table or view is named 'shelf_boks' in database demo."
            + " Did you mean 'shelf_books'?",
        "ddl `shelf_books | UsageError | '`shelf_books' names no table. Say TABLE or"
            + " DATABASE.TABLE; `...` quotes a part.",
        "colums x | UsageError | %sql: unknown command 'colums'. Did you mean 'columns'? See %sql"
            + " --help."
      })
  void aWrongNameGetsTheNearestOrTheForm(String line, String name, String message)
      throws Exception {
    assertThatThrownBy(() -> notebook.line(line))
        .isInstanceOfSatisfying(UserError.class, e -> assertThat(e.name()).isEqualTo(name))
        .hasMessage(message);
    assertThat(notebook.value("SELECT 1")).isEqualTo(1);
  }

  @Test
  void withoutADatabaseTheFixIsSaid() throws Exception {
    notebook.line(
        "connect bare --host 127.0.0.1 --port " + kind.get().port() + " --user owner --password");
    assertThatThrownBy(() -> notebook.line("tables"))
        .hasMessage("no database is chosen. Say %sql use DATABASE, or DATABASE.TABLE.");
    assertThat(((DataFrame) notebook.line("tables -c test shelf_books")).height()).isOne();
  }
}
