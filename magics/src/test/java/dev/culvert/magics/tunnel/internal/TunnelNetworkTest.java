package dev.culvert.magics.tunnel.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culvert.magics.tunnel.Tunnel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A network that loses all, or is not there for a while: the kernel's own, in a namespace. */
@Tag("namespaces")
class TunnelNetworkTest extends TunnelTestCase {

  private TestNetwork network;
  private Sshd sshd;

  @BeforeEach
  void startServer() throws Exception {
    network = TestNetwork.create();
    sshd = Sshd.startIn(folder, TestNetwork.THERE, network.surroundings());
  }

  @AfterEach
  void stopServer() throws Exception {
    if (sshd != null) {
      sshd.close();
    }
    if (network != null) {
      network.close();
    }
  }

  @Test
  void packetsThatAreLostAreFoundByTheKeepaliveAndTheTunnelComesBack() throws Exception {
    Tunnel tunnel = connect();
    try (Socket socket = greeted(tunnel)) {
      network.loseAll();

      assertThatThrownBy(() -> socket.getInputStream().readAllBytes())
          .isInstanceOf(SocketException.class);
    }
    assertThat(tunnel.isUp()).isFalse();
    int port = tunnel.localPort();
    network.loseNothing();

    greeted(tunnel).close();
    assertThat(tunnel.localPort()).isEqualTo(port);
  }

  @Test
  void aCableThatIsPulledIsFoundAndTheTunnelComesBack() throws Exception {
    Tunnel tunnel = connect();
    try (Socket socket = greeted(tunnel)) {
      network.unplug();

      assertThatThrownBy(() -> socket.getInputStream().readAllBytes())
          .isInstanceOf(SocketException.class);
    }
    network.plugIn();

    greeted(tunnel).close();
  }

  @Test
  void aServerThatAnswersNothingIsGivenUpWithTheStepsOwnCode() throws Exception {
    network.loseAll();

    assertThatThrownBy(() -> connect("--timeout", "1"))
        .hasMessageContaining(TestNetwork.THERE)
        .extracting("name")
        .isEqualTo("TUN-TCP");
  }

  @Test
  @Tag("soak")
  @Timeout(300)
  void aMinuteWithoutANetworkNeedsNobody() throws Exception {
    Tunnel tunnel = connect();
    try (Socket socket = greeted(tunnel)) {
      network.unplug();
      assertThatThrownBy(() -> socket.getInputStream().readAllBytes())
          .isInstanceOf(SocketException.class);
    }
    TimeUnit.SECONDS.sleep(60); // the minute
    assertThat(((SshTunnel) tunnel).state()).contains("down (").contains("), trying again in ");
    network.plugIn();

    while (!tunnel.isUp()) { // by itself: nobody uses it
      TimeUnit.MILLISECONDS.sleep(10);
    }
    greeted(tunnel).close();
  }

  private Tunnel connect(String... more) throws Exception {
    List<String> words = new ArrayList<>(sshd.address());
    words.addAll(List.of("-i", sshd.file("id").toString(), "-F", "/dev/null"));
    words.addAll(List.of("--to", TestNetwork.THERE + ":" + sshd.port));
    words.addAll(List.of("--keepalive", "1", "-o", "ServerAliveCountMax=1", "-o"));
    words.addAll(List.of("ConnectTimeout=5"));
    words.addAll(List.of(more));
    return open(words.toArray(String[]::new));
  }

  /** A connection to the server itself, which greets. */
  private static Socket greeted(Tunnel tunnel) throws IOException {
    Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), tunnel.localPort());
    byte[] greeting = socket.getInputStream().readNBytes(8);
    assertThat(new String(greeting, StandardCharsets.US_ASCII)).isEqualTo("SSH-2.0-");
    return socket;
  }
}
