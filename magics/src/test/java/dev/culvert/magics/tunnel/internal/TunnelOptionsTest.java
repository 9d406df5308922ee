package dev.culvert.magics.tunnel.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culvert.magics.tunnel.Tunnel;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Options of ssh that say how client and server come to terms, as sshd sees them. */
class TunnelOptionsTest extends TunnelTestCase {

  private TestServer echo;
  private Sshd sshd;

  @BeforeEach
  void startServers() throws Exception {
    echo = TestServer.echo();
    sshd = Sshd.start(folder, "LogLevel DEBUG1", "Compression yes");
  }

  @AfterEach
  void stopServers() throws Exception {
    echo.close();
    sshd.close();
  }

  private Tunnel connect(String... options) throws Exception {
    List<String> words = new ArrayList<>(List.of("work"));
    words.addAll(sshd.address());
    words.addAll(List.of("-i", sshd.file("id").toString(), "--to", echo.address()));
    for (String option : options) {
      words.addAll(List.of("-o", option));
    }
    return open(words.toArray(String[]::new));
  }

  @Test
  void noneIsNoConfigurationAtAll() throws Exception {
    List<String> words = new ArrayList<>(List.of("work"));
    words.addAll(sshd.address());
    words.addAll(List.of("-F", "none", "-i", sshd.file("id").toString(), "--to", echo.address()));

    assertEchoes(open(words.toArray(String[]::new)));
  }

  @Test
  void aConfigurationThatIsNotThereIsAnError() {
    assertThatThrownBy(
            () -> open("host", "-F", folder.resolve("missing").toString(), "--to", "a:1"))
        .hasMessage(
            "the configuration file %s does not exist. Name another with -F, or none for no file."
                .formatted(folder.resolve("missing")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Ciphers=aes256-ctr                | client->server cipher: aes256-ctr",
        "Ciphers=^chacha20*                | client->server cipher: chacha20-poly1305@openssh.com",
        "KexAlgorithms=ecdh-sha2-nistp384  | kex: algorithm: ecdh-sha2-nistp384",
        "PreferredAuthentications=publickey| Accepted publickey",
        "BindAddress=127.0.0.2             | Connection from 127.0.0.2",
      })
  void theServerSeesWhatWasAskedFor(String option, String log) throws Exception {
    assertEchoes(connect(option));

    sshd.awaitLog(log);
    assertThat(notebook.shown).isEmpty();
  }

  @Test
  void aMacIsChosenForACipherThatNeedsOne() throws Exception {
    assertEchoes(connect("Ciphers=aes128-ctr", "MACs=hmac-sha2-512"));

    sshd.awaitLog("client->server cipher: aes128-ctr MAC: hmac-sha2-512 compression");
  }

  @Test
  void keysAreNewWhenTheLimitIsReached() throws Exception {
    Tunnel tunnel = connect("RekeyLimit=64K");
    byte[] sent = new byte[1 << 20];

    try (Socket socket = new Socket("127.0.0.1", tunnel.localPort())) {
      CompletableFuture<Void> sending =
          CompletableFuture.runAsync(
              () -> {
                try {
                  socket.getOutputStream().write(sent);
                } catch (java.io.IOException e) {
                  throw new java.io.UncheckedIOException(e);
                }
              });
      assertThat(socket.getInputStream().readNBytes(sent.length)).isEqualTo(sent);
      sending.join();
    }
    sshd.awaitLog("rekey");
  }

  @Test
  void aWayToLogInThatIsNotPreferredIsNotTried() {
    assertThatThrownBy(() -> connect("PreferredAuthentications=keyboard-interactive"))
        .isInstanceOf(TunnelError.class)
        .hasMessageContaining("Server accepts: publickey.")
        .hasMessageContaining("(not reached)");
    assertThat(sshd.log()).noneMatch(line -> line.contains("Accepted"));
  }

  @Test
  void nobodyIsAskedInBatchMode() throws Exception {
    notebook.answer("never");

    assertThatThrownBy(() -> connect("BatchMode=yes", "HostKeyAlias=unknown"))
        .isInstanceOf(TunnelError.class)
        .hasMessageContaining(" is not known: ");
    assertThat(notebook.prompts).isEmpty();
  }

  @Test
  void aConnectionIsTriedAsOftenAsAskedFor() throws Exception {
    sshd.kill();
    CompletableFuture<Tunnel> opening =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return connect("ConnectionAttempts=60");
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });
    while (!opening.isDone() && !isBetweenAttempts()) {
      Thread.sleep(10);
    }
    sshd.launch();

    assertEchoes(opening.join());
  }

  private static boolean isBetweenAttempts() {
    return Thread.getAllStackTraces().values().stream()
        .flatMap(Arrays::stream)
        .anyMatch(
            frame ->
                frame.getClassName().equals(SshConnector.class.getName())
                    && frame.getMethodName().equals("pause"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ConnectionAttempts=0      | -o ConnectionAttempts: ConnectionAttempts takes a number from"
            + " 1, not '0'.",
        "BindAddress=no such place | -o BindAddress: BindAddress takes an address of this machine,"
            + " not 'no such place'.",
        "BatchMode=perhaps         | -o BatchMode: batchmode takes yes or no, not 'perhaps'.",
      })
  void whatCannotBeMeantIsAnError(String option, String message) {
    assertThatThrownBy(() -> connect(option)).hasMessageContaining(message);
  }
}
