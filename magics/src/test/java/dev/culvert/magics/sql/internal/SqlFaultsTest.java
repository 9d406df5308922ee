package dev.culvert.magics.sql.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culvert.api.MagicCall;
import dev.culvert.api.UserError;
import dev.culvert.embedded.EmbeddedMariaDb;
import dev.culvert.embedded.EmbeddedSshServer;
import dev.culvert.magics.tunnel.internal.FaultyProxy;
import dev.culvert.magics.tunnel.internal.TunnelMagic;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.dflib.DataFrame;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers and ways to them that break in the middle. */
class SqlFaultsTest {

  @TempDir Path folder;
  private final SqlNotebook notebook = new SqlNotebook().answering(TestServer.PASSWORD);

  @AfterEach
  void close() {
    notebook.close();
  }

  @Test
  void aServerThatIsKilledWhileRowsArriveIsOneClearError() throws Exception {
    try (EmbeddedMariaDb server =
        EmbeddedMariaDb.builder().user("owner", TestServer.PASSWORD).start()) {
      notebook.line(connect(server.port(), ""));
      AtomicLong rows = new AtomicLong();
      Consumer<DataFrame> work =
          chunk -> {
            if (rows.addAndGet(chunk.height()) == chunk.height()) {
              ProcessHandle.of(server.pid()).ifPresent(ProcessHandle::destroyForcibly);
            }
          };
      notebook.with("work", work);
      assertThatThrownBy(() -> notebook.line("--stream work SELECT seq FROM seq_1_to_100000000"))
          .isInstanceOf(UserError.class)
          .hasMessageMatching(
              "the connection broke after [0-9,]+ rows\\. The connection is lost; the next"
                  + " statement opens it again\\.");
      assertThat(rows.get()).isPositive();
      assertThatThrownBy(() -> notebook.value("SELECT 1"))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("nothing listens on 127.0.0.1:" + server.port());
    }
    notebook.connected(TestServer.EMBEDDED);
    assertThat(notebook.value("SELECT 1")).isEqualTo(1);
  }

  @Test
  void aWayThatSwallowsEverythingEndsTheQueryAndComesBack() throws Exception {
    TunnelMagic tunnels = new TunnelMagic();
    try (EmbeddedSshServer bastion = EmbeddedSshServer.start("ana", "ssh-secret".toCharArray());
        FaultyProxy proxy = new FaultyProxy(bastion.port(), 1 << 16)) {
      String key = bastion.knownHostsLine().replace(":" + bastion.port(), ":" + proxy.port());
      Path known = Files.writeString(folder.resolve("known_hosts"), key + "\n");
      String line =
          "open way ana@127.0.0.1 -p "
              + proxy.port()
              + " --password --keepalive 1 -o ServerAliveCountMax=2 --known-hosts "
              + known;
      notebook.answering("ssh-secret");
      tunnels.run(new MagicCall(Arrays.asList(line.split(" ")), line, null, notebook));
      notebook.answering(TestServer.PASSWORD);
      notebook.line(connect(TestServer.EMBEDDED.get().port(), " --tunnel way"));
      Object id = notebook.value("SELECT CONNECTION_ID()");
      CompletableFuture<Throwable> query =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  notebook.line("SELECT SLEEP(60)");
                  return null;
                } catch (Exception e) {
                  return e;
                }
              });
      ServerWatch.awaitRunning(TestServer.EMBEDDED.get(), id, "SELECT SLEEP(60)");
      proxy.swallow();
      assertThat(query.get())
          .isInstanceOf(UserError.class)
          .hasMessageContaining("The connection is lost; the next statement opens it again.");
      proxy.passOn();
      assertThat(notebook.value("SELECT CONNECTION_ID()")).isNotEqualTo(id);
      assertThat(notebook.texts().toString()).contains("had been lost and was opened again");
      notebook.close();
    } finally {
      tunnels.close();
    }
  }

  @Test
  void aServerWithoutTlsOrWithAnExpiredCertificateIsNotTrusted() throws Exception {
    try (EmbeddedMariaDb server =
        EmbeddedMariaDb.builder().user("owner", TestServer.PASSWORD).option("--skip-ssl").start()) {
      assertThatThrownBy(() -> notebook.line(connect(server.port(), " --tls verify-full")))
          .hasMessageContaining("the server offers no TLS. Give the server's CA with --ca FILE;");
    }
    try (EmbeddedMariaDb server =
        EmbeddedMariaDb.builder().user("owner", TestServer.PASSWORD).expiredCertificate().start()) {
      assertThatThrownBy(
              () -> notebook.line(connect(server.port(), " --ca " + server.certificate())))
          .isInstanceOf(UserError.class)
          .hasMessageMatching(
              "the certificates in the file of --ca, .*, expired on \\d{4}-\\d\\d-\\d\\d."
                  + " Ask for new ones\\.");
    }
  }

  private static String connect(int port, String more) {
    return "connect far --host 127.0.0.1 --port "
        + port
        + " --database demo --user owner --password"
        + more;
  }
}
