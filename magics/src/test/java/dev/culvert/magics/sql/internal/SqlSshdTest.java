package dev.culvert.magics.sql.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.api.MagicCall;
import dev.culvert.api.UserError;
import dev.culvert.embedded.EmbeddedMariaDb;
import dev.culvert.magics.tunnel.internal.Sshd;
import dev.culvert.magics.tunnel.internal.TunnelMagic;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What ends statements that go through OpenSSH's server: many interrupts, and the server's end. */
class SqlSshdTest {

  private static final int INTERRUPTS = 100;
  private static final String SLEEP = "SELECT SLEEP(60)";

  @TempDir Path folder;
  private final TunnelMagic tunnels = new TunnelMagic();
  private final SqlNotebook notebook = new SqlNotebook().answering(TestServer.PASSWORD);
  private EmbeddedMariaDb server;
  private Sshd sshd;

  @BeforeEach
  void open() throws Exception {
    server = TestServer.EMBEDDED.get();
    sshd = Sshd.start(folder);
    List<String> open = new ArrayList<>(List.of("open", "way"));
    open.addAll(sshd.address());
    open.addAll(List.of("-i", sshd.file("id").toString()));
    tunnels.run(new MagicCall(open, String.join(" ", open), null, notebook));
    notebook.line(
        "connect far --host 127.0.0.1 --port "
            + server.port()
            + " --database demo --user owner --password --tunnel way");
  }

  @AfterEach
  void close() throws Exception {
    notebook.close();
    tunnels.close();
    sshd.close();
  }

  @Test
  void aHundredInterruptsLeaveTheTunnelAndTheConnectionAsTheyWere() throws Exception {
    notebook.frame("SET @mine = 'kept'");
    Object id = notebook.value("SELECT CONNECTION_ID()");
    for (int i = 0; i < INTERRUPTS; i++) {
      CompletableFuture<Throwable> cell = sleeping(id);
      notebook.interrupt();
      assertThat(cell.get())
          .isInstanceOfSatisfying(
              UserError.class, e -> assertThat(e.name()).isEqualTo("Interrupted"));
    }
    assertThat(notebook.value("SELECT CONNECTION_ID()")).isEqualTo(id);
    assertThat(notebook.value("SELECT DATABASE()")).isEqualTo("demo");
    assertThat(notebook.value("SELECT @mine")).isEqualTo("kept");
    assertThat(
            notebook.value(
                "SELECT COUNT(*) FROM information_schema.processlist WHERE info LIKE '"
                    + SLEEP
                    + "%'"))
        .isEqualTo(0L);
    notebook.shown().clear();
    tunnels.run(new MagicCall(List.of("close", "way"), "close way", null, notebook));
    assertThat(notebook.texts()).containsExactly("closed connection far, then way");
  }

  @Test
  void aServerOfTheTunnelThatIsKilledIsOneClearErrorAndTheNextStatementComesBack()
      throws Exception {
    Object id = notebook.value("SELECT CONNECTION_ID()");
    CompletableFuture<Throwable> cell = sleeping(id);
    sshd.kill();
    assertThat(cell.get())
        .isInstanceOf(UserError.class)
        .hasMessageEndingWith("The connection is lost; the next statement opens it again.");
    sshd.launch();
    assertThat(notebook.value("SELECT CONNECTION_ID()")).isNotEqualTo(id);
    assertThat(notebook.texts().toString()).contains("had been lost and was opened again");
  }

  /** A cell whose statement runs on the server. */
  private CompletableFuture<Throwable> sleeping(Object connectionId) throws Exception {
    CompletableFuture<Throwable> cell =
        CompletableFuture.supplyAsync(() -> failure(notebook, SLEEP));
    ServerWatch.awaitRunning(server, connectionId, SLEEP);
    return cell;
  }

  private static Throwable failure(SqlNotebook notebook, String sql) {
    try {
      return new AssertionError("it ran to its end: " + notebook.line(sql));
    } catch (Exception e) {
      return e;
    }
  }
}
