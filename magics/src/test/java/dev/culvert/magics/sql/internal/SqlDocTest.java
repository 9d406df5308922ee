package dev.culvert.magics.sql.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.embedded.EmbeddedMariaDb;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Runs the examples of the guide, in their order, on the bookstore. */
class SqlDocTest {

  private static final Pattern EXAMPLE = Pattern.compile("(?ms)^```\\n%(.*?)^```$");
  private static final Path ROOT = Path.of(System.getProperty("culvert.root"));

  @Test
  void everyExampleOfTheGuideRuns() throws Exception {
    EmbeddedMariaDb server = TestServer.EMBEDDED.get();
    String guide =
        Files.readString(ROOT.resolve("docs/sql.md")).replace(":3306/", ":" + server.port() + "/");
    List<String> examples =
        EXAMPLE.matcher(guide).results().map(found -> found.group(1).stripTrailing()).toList();
    assertThat(examples).hasSizeGreaterThan(6);
    try (SqlNotebook notebook = new SqlNotebook()) {
      notebook.connected(TestServer.EMBEDDED).inBookstore();
      notebook.with("genre", "crime").with("ids", List.of(1, 2, 3));
      for (String example : examples) {
        run(notebook, example);
      }
    }
  }

  /** An example begins with {@code sql} or, as a cell, with {@code %sql}. */
  private static void run(SqlNotebook notebook, String example) throws Exception {
    if (example.startsWith("%sql")) {
      String[] parts = example.substring("%sql".length()).split("\n", 2);
      assertThat(notebook.cell(parts[0].strip(), parts[1])).as(example).isNotNull();
    } else {
      notebook.line(example.substring("sql ".length()));
    }
  }
}
