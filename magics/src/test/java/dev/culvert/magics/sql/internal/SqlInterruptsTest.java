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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many interrupts, one after the other, through OpenSSH's server. */
class SqlInterruptsTest {

  private static final int INTERRUPTS = 100;
  private static final String SLEEP = "SELECT SLEEP(60)";

  @TempDir Path folder;

  @Test
  void aHundredInterruptsLeaveTheTunnelAndTheConnectionAsTheyWere() throws Exception {
    EmbeddedMariaDb server = TestServer.EMBEDDED.get();
    TunnelMagic tunnels = new TunnelMagic();
    try (Sshd sshd = Sshd.start(folder);
        SqlNotebook notebook = new SqlNotebook().answering(TestServer.PASSWORD)) {
      List<String> open = new ArrayList<>(List.of("open", "way"));
      open.addAll(sshd.address());
      open.addAll(List.of("-i", sshd.file("id").toString()));
      tunnels.run(new MagicCall(open, String.join(" ", open), null, notebook));
      notebook.line(
          "connect far --host 127.0.0.1 --port "
              + server.port()
              + " --database demo --user owner --password --tunnel way");
      notebook.frame("SET @mine = 'kept'");
      Object id = notebook.value("SELECT CONNECTION_ID()");
      for (int i = 0; i < INTERRUPTS; i++) {
        CompletableFuture<Throwable> cell =
            CompletableFuture.supplyAsync(() -> failure(notebook, SLEEP));
        ServerWatch.awaitRunning(server, id, SLEEP);
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
    } finally {
      tunnels.close();
    }
  }

  private static Throwable failure(SqlNotebook notebook, String sql) {
    try {
      return new AssertionError("it ran to its end: " + notebook.line(sql));
    } catch (Exception e) {
      return e;
    }
  }
}
