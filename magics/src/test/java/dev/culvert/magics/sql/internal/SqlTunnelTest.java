package dev.culvert.magics.sql.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culvert.api.MagicCall;
import dev.culvert.api.UserError;
import dev.culvert.embedded.EmbeddedMariaDb;
import dev.culvert.embedded.EmbeddedSshServer;
import dev.culvert.magics.tunnel.internal.TunnelMagic;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.dflib.DataFrame;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SQL through a real SSH server, to a real MariaDB behind it. */
class SqlTunnelTest {

  private static final String SSH_PASSWORD = "ssh-secret";

  @TempDir Path folder;
  private EmbeddedMariaDb server;
  private EmbeddedSshServer bastion;
  private final TunnelMagic tunnels = new TunnelMagic();
  private final SqlNotebook notebook = new SqlNotebook();

  @BeforeEach
  void open() throws Exception {
    server = TestServer.EMBEDDED.get();
    bastion = EmbeddedSshServer.start("ana", SSH_PASSWORD.toCharArray());
    Path known = Files.writeString(folder.resolve("known_hosts"), bastion.knownHostsLine() + "\n");
    String line =
        "open way ana@127.0.0.1 -p " + bastion.port() + " --password --known-hosts " + known;
    notebook.answering(SSH_PASSWORD);
    tunnels.run(new MagicCall(Arrays.asList(line.split(" ")), line, null, notebook));
    notebook.answering(TestServer.PASSWORD);
  }

  @AfterEach
  void close() throws Exception {
    notebook.close();
    tunnels.close();
    bastion.close();
  }

  @Test
  void sqlGoesThroughATunnelWithoutALocalPort() throws Exception {
    notebook.line(connect("127.0.0.1", ""));
    assertThat(notebook.value("SELECT 40 + 2")).isEqualTo(42);
    DataFrame list = (DataFrame) notebook.line("list");
    assertThat((String) list.getColumn("connection").get(0)).endsWith(" through tunnel way");
    assertThat(list.getColumn("TLS").get(0)).isEqualTo("none (loopback behind the tunnel)");
  }

  @Test
  void tlsVerifiesTheRealHostNameThroughTheTunnel() throws Exception {
    notebook.line(connect("localhost", " --ca " + server.certificate()));
    assertThat((String) ((DataFrame) notebook.line("list")).getColumn("TLS").get(0))
        .endsWith(", certificate and host name verified");
  }

  @Test
  void anInterruptCancelsThroughTheTunnel() throws Exception {
    notebook.line(connect("127.0.0.1", ""));
    Object id = notebook.value("SELECT CONNECTION_ID()");
    CompletableFuture<Object> cell =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return notebook.line("SELECT SLEEP(60)");
              } catch (Exception e) {
                throw new CompletionException(e);
              }
            });
    ServerWatch.awaitRunning(server, id, "SELECT SLEEP(60)");
    notebook.interrupt();
    assertThatThrownBy(cell::join).hasRootCauseInstanceOf(UserError.class);
    assertThat(notebook.value("SELECT CONNECTION_ID()")).isEqualTo(id);
  }

  @Test
  void closingTheTunnelClosesItsConnectionsFirstAndNamesThem() throws Exception {
    notebook.connected(TestServer.EMBEDDED);
    notebook.line(connect("127.0.0.1", ""));
    Object id = notebook.value("SELECT CONNECTION_ID()");
    notebook.frame("CREATE OR REPLACE TABLE riding (id INT); BEGIN; INSERT INTO riding VALUES (1)");
    notebook.shown().clear();
    closeTunnel();
    assertThat(notebook.texts())
        .containsExactly("closed connection far (its open transaction is rolled back), then way");
    assertThat(((DataFrame) notebook.line("list")).getColumn("name").toList())
        .containsExactly("test");
    assertThat(
            notebook
                .frame("SELECT 1 FROM information_schema.processlist WHERE id = " + id)
                .height())
        .isZero();
    assertThatThrownBy(() -> notebook.line(connect("127.0.0.1", "")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("no tunnel is named 'way'");
    assertThat(notebook.value("SELECT COUNT(*) FROM riding")).isEqualTo(0L);
    notebook.frame("DROP TABLE riding");
  }

  @Test
  void aConnectionThatWasClosedBeforeItsTunnelIsNotNamed() throws Exception {
    notebook.line(connect("127.0.0.1", ""));
    notebook.line("close far");
    notebook.shown().clear();
    closeTunnel();
    assertThat(notebook.texts()).containsExactly("closed way");
  }

  private void closeTunnel() throws Exception {
    tunnels.run(new MagicCall(List.of("close", "way"), "close way", null, notebook));
  }

  private String connect(String host, String more) {
    return "connect far --host "
        + host
        + " --port "
        + server.port()
        + " --database demo --user owner --password --tunnel way"
        + more;
  }
}
