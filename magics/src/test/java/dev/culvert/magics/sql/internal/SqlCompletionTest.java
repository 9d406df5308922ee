package dev.culvert.magics.sql.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.api.Suggestions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is offered at a place of SQL; the place is a bar in the text. */
class SqlCompletionTest {

  private static final Schema SCHEMA =
      new Schema(
          "shop",
          List.of("shop", "stats"),
          Map.of(
              "books", List.of("id", "title", "price"),
              "orders", List.of("id", "book_id", "order"),
              "odd-name", List.of("a")));

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "SELECT * FROM bo|; books",
        "SELECT * FROM books b JOIN or|; orders",
        "SELECT * FROM books, or|; orders",
        "SELECT * FROM books b, or|; orders",
        "SELECT * FROM od|; `odd-name`",
        "select * from st|; stats",
        "SELECT b.ti| FROM books b; title",
        "SELECT b.ti| FROM books AS b WHERE b.id = 1; title",
        "SELECT books.p| FROM books; price",
        "SELECT o.| FROM books b JOIN orders o; id book_id `order`",
        "SELECT shop.o|; `odd-name` orders",
        "SELECT * FROM books WHERE ti|; title",
        "SELECT ti| FROM `books`; title",
        "SELECT bo| FROM books b JOIN orders o ON b.id = o.id; book_id",
        "UPDATE books SET pr|; price primary",
        "INSERT INTO b|; books",
        "DESCRIBE bo|; books",
        "SEL|; SELECT",
        "sel|; select",
        "SELECT 1\\ SELECT * FROM bo|; books",
        "SELECT * FROM books wh|; when where",
        "SELECT 'FROM bo|'; ''",
        "SELECT 1 -- FROM bo|; ''",
        "SELECT 'FROM bo|; ''",
        "SELECT x.| FROM books b; ''",
      })
  void namesAndKeywordsAreOffered(String marked, String wanted) {
    String sql = marked.replace("\\", ";");
    int cursor = sql.indexOf('|');
    Suggestions found = SqlCompletion.at(sql.replace("|", ""), cursor, SCHEMA);
    assertThat(found.items().stream().map(Suggestions.Item::text).toList())
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(wanted.split(" ")).filter(each -> !each.isEmpty()).toList());
  }

  @Test
  void namesComeWhileAQueryRunsAndAreNewAfterADefinition() throws Exception {
    try (SqlNotebook notebook = new SqlNotebook().connected(TestServer.EMBEDDED)) {
      notebook.frame("CREATE OR REPLACE TABLE fresh_one (first_column INT)");
      assertThat(notebook.suggest("", "SELECT * FROM fresh")).contains("fresh_one");
      notebook.frame("CREATE OR REPLACE TABLE fresh_two (other_column INT)");
      assertThat(notebook.suggest("test", "SELECT * FROM fresh"))
          .contains("fresh_one", "fresh_two");
      Object id = notebook.value("SELECT CONNECTION_ID()");
      CompletableFuture<Object> query =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return notebook.line("SELECT SLEEP(60)");
                } catch (Exception e) {
                  return e;
                }
              });
      ServerWatch.awaitRunning(TestServer.EMBEDDED.get(), id, "SELECT SLEEP(60)");
      assertThat(notebook.suggest("--limit 5", "SELECT f. FROM fresh_two f", 9))
          .containsExactly("other_column");
      notebook.interrupt();
      assertThat(query.get()).isInstanceOf(Exception.class);
      notebook.frame("DROP TABLE fresh_one; DROP TABLE fresh_two");
      assertThat(notebook.suggest("", "SELECT * FROM fresh")).isEmpty();
    }
  }

  @Test
  void withoutAConnectionThereAreKeywords() {
    try (SqlNotebook notebook = new SqlNotebook()) {
      assertThat(notebook.suggest("", "sel")).containsExactly("select");
    }
  }
}
