package dev.culvert.magics.sql.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culvert.api.MagicCall;
import dev.culvert.api.UserError;
import dev.culvert.embedded.EmbeddedSshServer;
import dev.culvert.magics.tunnel.internal.TunnelMagic;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.dflib.DataFrame;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** URLs with several servers, of which the driver takes one. */
class SqlServersTest {

  private static final String LOGIN = " --user owner --password";

  @TempDir Path folder;
  private final SqlNotebook notebook = new SqlNotebook().answering(TestServer.PASSWORD);

  @AfterEach
  void close() {
    notebook.close();
  }

  @Test
  void theServerThatAnswersIsTakenAndShown() throws Exception {
    int port = TestServer.EMBEDDED.get().port();
    String servers = "127.0.0.1:" + closedPort() + ",127.0.0.1:" + port;
    notebook.line("connect far jdbc:mariadb:sequential://" + servers + "/demo" + LOGIN);
    assertThat(notebook.value("SELECT @@port")).hasToString(String.valueOf(port));
    assertThat(shown()).isEqualTo("owner@sequential " + servers + "/demo, now 127.0.0.1:" + port);
  }

  @Test
  void aReadOnlyConnectionReadsFromTheReplica() throws Exception {
    String servers =
        "127.0.0.1:"
            + TestServer.EMBEDDED.get().port()
            + ",127.0.0.1:"
            + TestServer.INSTALLED.get().port();
    String url = " jdbc:mariadb:replication://" + servers + "/demo" + LOGIN;
    notebook.line("connect primary" + url);
    assertThat(notebook.value("SELECT @@port"))
        .hasToString(String.valueOf(TestServer.EMBEDDED.get().port()));
    notebook.line("connect replica" + url + " --read-only");
    assertThat(notebook.value("SELECT @@port"))
        .hasToString(String.valueOf(TestServer.INSTALLED.get().port()));
  }

  @Test
  void severalServersAreReachedThroughATunnel() throws Exception {
    int port = TestServer.EMBEDDED.get().port();
    char[] password = "ssh-secret".toCharArray();
    TunnelMagic tunnels = new TunnelMagic();
    try (EmbeddedSshServer bastion = EmbeddedSshServer.start("ana", password)) {
      Path known = Files.writeString(folder.resolve("known"), bastion.knownHostsLine() + "\n");
      String line = "open way ana@127.0.0.1 -p " + bastion.port() + " --password --known-hosts ";
      notebook.answering("ssh-secret");
      tunnels.run(
          new MagicCall(Arrays.asList((line + known).split(" ")), line + known, null, notebook));
      notebook.answering(TestServer.PASSWORD);
      String url = "connect far jdbc:mariadb:sequential://localhost:" + closedPort();
      notebook.line(url + ",127.0.0.1:" + port + "/demo --tunnel way" + LOGIN);
      assertThat(notebook.value("SELECT @@port")).hasToString(String.valueOf(port));
      assertThat(shown()).endsWith(" through tunnel way, now 127.0.0.1:" + port);
      assertThatThrownBy(
              () -> notebook.line(url + ",localhost:" + port + "/demo --tunnel way" + LOGIN))
          .hasMessageContaining(
              "several servers on one host cannot be told apart through a tunnel: give each a name"
                  + " of its own, or connect to one of them");
      notebook.close();
    } finally {
      tunnels.close();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "jdbc:mariadb://a,b/x | several servers need a word that says how one is chosen:"
            + " jdbc:mariadb:sequential://, replication, load-balance or load-balance-read.",
        "jdbc:mariadb:replicaton://a,b/x | 'replicaton' is no way to choose among several servers."
            + " Did you mean replication? There are replication, sequential, load-balance,"
            + " load-balance-read.",
        "jdbc:mariadb:sequential://address=(host=a)/x | write the servers as HOST:PORT,HOST:PORT,"
            + " without address=(...).",
      })
  void whatIsWrongWithSuchAUrlIsSaid(String url, String message) {
    assertThatThrownBy(() -> notebook.line("connect far " + url + LOGIN))
        .isInstanceOf(UserError.class)
        .hasMessage(message);
  }

  private String shown() throws Exception {
    return (String) ((DataFrame) notebook.line("list")).getColumn("connection").get(0);
  }

  private static int closedPort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
