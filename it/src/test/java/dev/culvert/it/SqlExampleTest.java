package dev.culvert.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.culvert.embedded.EmbeddedMariaDb;
import dev.culvert.embedded.ServerUnavailable;
import dev.culvert.testkit.Cell;
import dev.culvert.testkit.LeakCheck;
import dev.culvert.testkit.TestKernel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code examples/sql.ipynb}, as its readers run it, on a real server. */
@ExtendWith(LeakCheck.class)
@Timeout(240)
class SqlExampleTest {

  private static final String PASSWORD = "only-in-the-file";

  @TempDir Path folder;

  @Test
  void theBookstoreIsReadInThreeWaysPlottedAndWrittenTo() throws Exception {
    Map<String, Cell> cells = new LinkedHashMap<>();
    try (EmbeddedMariaDb server = server();
        TestKernel kernel = BuiltKernel.start()) {
      for (Map.Entry<String, String> each : Examples.codeCells("sql.ipynb").entrySet()) {
        boolean parameters = each.getKey().equals("parameters");
        Cell cell = kernel.execute(parameters ? parameters(server) : each.getValue());
        assertThat(cell.reply().text("status"))
            .as("cell %s: %s", each.getKey(), cell.reply().content())
            .isEqualTo("ok");
        cells.put(each.getKey(), cell);
        if (each.getKey().equals("again")) {
          namesAreCompleted(kernel);
        }
      }
    }
    assertThat(shown(cells.get("use"))).contains("authors", "statement 2 of 2: ");
    assertThat(shown(cells.get("resources"))).contains("authors", "title");
    assertThat(shown(cells.get("line"))).contains("title", "5 rows");
    assertThat(shown(cells.get("sold")))
        .contains("crime", "novel", "poetry")
        .doesNotContain("science");
    assertThat(shown(cells.get("records"))).contains("Book[id=");
    assertThat(shown(cells.get("plot"))).contains("sold by genre");
    assertThat(shown(cells.get("persist")))
        .contains("3 rows saved to sold_by_genre, which was made");
    assertThat(shown(cells.get("transaction"))).contains("transaction open", "3");
    cells.values().forEach(cell -> assertThat(cell.messages().toString()).doesNotContain(PASSWORD));
  }

  private static void namesAreCompleted(TestKernel kernel) throws Exception {
    Cell busy = kernel.submit("%sql SELECT SLEEP(60)");
    for (String code : List.of("%%sql\nSELECT * FROM boo", "%sql SELECT * FROM boo")) {
      assertThat(matchesOnceRead(kernel, code)).isEqualTo(List.of("books", "bookstore"));
    }
    assertThat(kernel.client().complete("%sql sel", 8).content().get("matches"))
        .asList()
        .containsExactly("select");
    assertThat(kernel.client().complete("%sql con", 8).content().get("matches"))
        .asList()
        .contains("connect");
    kernel.client().interrupt();
    busy.await(Duration.ofSeconds(20));
  }

  /** An answer does not wait long for names that are being read; who asks again has them. */
  private static List<?> matchesOnceRead(TestKernel kernel, String code) throws Exception {
    Instant end = Instant.now().plusSeconds(30);
    List<?> matches;
    do {
      matches = (List<?>) kernel.client().complete(code, code.length()).content().get("matches");
    } while (matches.isEmpty() && Instant.now().isBefore(end));
    return matches;
  }

  private static EmbeddedMariaDb server() throws Exception {
    String script = Files.readString(Examples.root().resolve("examples/bookstore.sql"));
    try {
      return EmbeddedMariaDb.builder()
          .bundled()
          .database("bookstore")
          .user("reader", PASSWORD)
          .script(script)
          .start();
    } catch (ServerUnavailable e) {
      if ("true".equals(System.getenv("CI"))) {
        throw e;
      }
      return abort(e.getMessage());
    }
  }

  private String parameters(EmbeddedMariaDb server) throws Exception {
    Path secrets = folder.resolve("secrets.json");
    Files.writeString(
        secrets, "{\"shop\": {\"userid\": \"reader\", \"password\": \"" + PASSWORD + "\"}}");
    Files.setPosixFilePermissions(secrets, PosixFilePermissions.fromString("rw-------"));
    return "String host = \"127.0.0.1\"; int port = "
        + server.port()
        + "; String secrets = \""
        + secrets
        + "\";";
  }

  private static String shown(Cell cell) {
    return cell.messages().stream()
        .filter(message -> message.content().get("data") instanceof Map<?, ?>)
        .map(message -> ((Map<?, ?>) message.content().get("data")).get("text/plain"))
        .map(String::valueOf)
        .collect(Collectors.joining("\n"));
  }
}
