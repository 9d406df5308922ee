package dev.culvert.magics.sql.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culvert.api.MagicCall;
import dev.culvert.api.UserError;
import dev.culvert.magics.internal.RecordingNotebook;
import dev.culvert.magics.waiting.internal.WaitMagic;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code %wait sql} on a real server, through the door of {@code %sql}. */
class WaitSqlTest {

  private final RecordingNotebook cell = new RecordingNotebook();
  private SqlNotebook notebook;

  @BeforeEach
  void connect() throws Exception {
    notebook = new SqlNotebook().connected(TestServer.EMBEDDED);
    notebook.frame("CREATE OR REPLACE TABLE awaited (id INT)");
  }

  @AfterEach
  void close() {
    notebook.close();
  }

  private void await(String... words) throws Exception {
    new WaitMagic().run(new MagicCall(List.of(words), String.join(" ", words), null, cell));
  }

  @Test
  void whatOthersCommitIsSeenAlsoFromWithinATransaction() throws Exception {
    notebook.frame("BEGIN; SELECT COUNT(*) FROM awaited");
    cell.whenShown = value -> insert();
    await("sql", "SELECT COUNT(*) FROM awaited", "--every", "10ms");
    assertThat(cell.shown.get(0)).startsWith("waiting for sql SELECT COUNT(*) FROM awaited: 0, ");
    assertThat(cell.shown.get(cell.shown.size() - 1)).contains(": yes, after");
    assertThat(notebook.value("SELECT COUNT(*) FROM awaited")).isEqualTo(0L);
  }

  @Test
  void whatTheServerRefusesEndsTheWait() {
    assertThatThrownBy(() -> await("sql", "SELECT 1 FROM not_there"))
        .isInstanceOfSatisfying(UserError.class, e -> assertThat(e.name()).isEqualTo("SqlError"))
        .hasMessage("%wait sql: Table 'demo.not_there' doesn't exist (1146).");
    assertThatThrownBy(() -> await("sql", "DO 1"))
        .hasMessage("%wait sql: this statement has no rows to look at.");
  }

  @Test
  void anInterruptCancelsTheQueryOnTheServer() throws Exception {
    CompletableFuture<Throwable> waiting =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                await("sql", "SELECT SLEEP(1000) = 5");
                return null;
              } catch (Exception e) {
                return e;
              }
            });
    ServerWatch.awaitRunning(TestServer.EMBEDDED.get(), "SELECT SLEEP(1000) = 5");
    cell.interrupt();
    assertThat(waiting.get())
        .isInstanceOfSatisfying(
            UserError.class, e -> assertThat(e.name()).isEqualTo("Interrupted"));
  }

  private void insert() {
    try (SqlNotebook other = new SqlNotebook().connected(TestServer.EMBEDDED)) {
      other.frame("INSERT INTO awaited VALUES (1)");
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
