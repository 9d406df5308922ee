package dev.culvert.magics.tunnel.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culvert.magics.tunnel.Tunnel;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Ways that cut, delay, swallow and corrupt; processes that are stopped and killed. */
class TunnelFaultsTest extends TunnelTestCase {

  private static final int WHOLE = 64 << 10;

  private Sshd sshd;
  private TestServer echo;
  private FaultyProxy proxy;

  @BeforeEach
  void startServers() throws Exception {
    sshd = Sshd.start(folder, "ClientAliveInterval 1", "ClientAliveCountMax 2");
    String[] key = Files.readString(sshd.file("host_ed25519.pub")).split(" ");
    sshd.knownHosts("behind-the-proxy " + key[0] + " " + key[1].strip() + "\n");
    echo = TestServer.echo();
  }

  @AfterEach
  void stopServers() throws Exception {
    echo.close();
    if (proxy != null) {
      proxy.close();
    }
    sshd.close();
  }

  @Test
  void bytesThatComeInSmallPiecesAreWhole() throws Exception {
    proxy = new FaultyProxy(sshd.port, 7);
    Tunnel tunnel = open(words("--to", echo.address()));

    byte[] sent = new byte[100_000];
    new Random(7).nextBytes(sent);
    assertThat(exchange(tunnel.localPort(), sent)).isEqualTo(sent);
  }

  @Test
  void aBitThatFlipsOnTheWayEndsTheConnectionAndTheNextOneWorksOnTheSamePort() throws Exception {
    proxy = new FaultyProxy(sshd.port, WHOLE);
    Tunnel tunnel = open(words("--to", echo.address()));
    try (Socket socket = connect(tunnel)) {
      assertEchoes(socket, 1);

      proxy.corrupt();
      assertThatThrownBy(() -> assertEchoes(socket, 2)).isInstanceOf(SocketException.class);
    }
    try (Socket socket = connect(tunnel)) {
      assertEchoes(socket, 3);
    }
  }

  @Test
  void whatIsCutInTheMiddleIsNoEndOfData() throws Exception {
    proxy = new FaultyProxy(sshd.port, WHOLE);
    byte[] block = new byte[1 << 16];
    try (TestServer endless =
        TestServer.talking(
            (in, out) -> {
              while (true) {
                out.write(block);
              }
            })) {
      Tunnel tunnel = open(words("--to", endless.address(), "--to", echo.address()));
      try (Socket socket = connect(tunnel)) {
        InputStream in = socket.getInputStream();
        assertThat(in.readNBytes(1 << 20)).hasSize(1 << 20);

        proxy.cut();
        assertThatThrownBy(() -> in.transferTo(OutputStream.nullOutputStream()))
            .isInstanceOf(SocketException.class);
      }
      try (Socket socket = at(tunnel.targets().get(1).local().getPort())) {
        assertEchoes(socket, 1);
      }
    }
  }

  @Test
  void aWayThatSwallowsEverythingIsFoundByTheKeepalive() throws Exception {
    proxy = new FaultyProxy(sshd.port, WHOLE);
    Tunnel tunnel =
        open(words("--to", echo.address(), "--keepalive", "1", "-o", "ServerAliveCountMax=2"));
    try (Socket socket = connect(tunnel)) {
      assertEchoes(socket, 1);

      proxy.swallow();
      assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketException.class);
    }
    proxy.passOn();
    try (Socket socket = connect(tunnel)) {
      assertEchoes(socket, 2);
    }
  }

  @Test
  void aBannerThatComesByteByByteIsGivenUp() throws Exception {
    try (TestServer slow =
        TestServer.talking(
            (in, out) -> {
              while (true) {
                out.write('x');
                LockSupport.parkNanos(100_000_000); // that is how slow it is
              }
            })) {
      assertThatThrownBy(
              () ->
                  open(
                      "ana@" + slow.address(),
                      "-F",
                      "/dev/null",
                      "-i",
                      sshd.file("id").toString(),
                      "--timeout",
                      "1"))
          .extracting("name")
          .isEqualTo("TUN-BANNER");
    }
  }

  @Test
  void aStoppedProcessThatGoesOnAnswersTheNextQueryOnTheSamePort() throws Exception {
    proxy = new FaultyProxy(sshd.port, WHOLE);
    try (TunnelProcess process =
        TunnelProcess.open(
            List.of(
                words(
                    "--to", echo.address(), "--keepalive", "1", "-o", "ServerAliveCountMax=1")))) {
      try (Socket socket = process.connect()) {
        assertEchoes(socket, 1);
      }
      process.signal("-STOP");
      sshd.awaitLog("Timeout, client not responding"); // three times interval and count
      process.signal("-CONT");

      try (Socket socket = process.connect()) {
        assertEchoes(socket, 2);
      }
    }
  }

  @Test
  void aKilledProcessLeavesNoListener() throws Exception {
    proxy = new FaultyProxy(sshd.port, WHOLE);
    try (TunnelProcess process = TunnelProcess.open(List.of(words("--to", echo.address())))) {
      try (Socket socket = process.connect()) {
        assertEchoes(socket, 1);
      }
      process.kill();

      assertThatThrownBy(process::connect).isInstanceOf(ConnectException.class);
    }
  }

  private String[] words(String... more) {
    List<String> words =
        new ArrayList<>(
            List.of(
                System.getProperty("user.name") + "@127.0.0.1:" + proxy.port(),
                "-F",
                "/dev/null",
                "-o",
                "HostKeyAlias=behind-the-proxy",
                "--known-hosts",
                sshd.file("known_hosts").toString(),
                "-i",
                sshd.file("id").toString()));
    words.addAll(List.of(more));
    return words.toArray(String[]::new);
  }

  private static Socket connect(Tunnel tunnel) throws IOException {
    return at(tunnel.localPort());
  }

  private static Socket at(int port) throws IOException {
    return new Socket(InetAddress.getByName("127.0.0.1"), port);
  }

  private static void assertEchoes(Socket socket, int value) throws IOException {
    socket.getOutputStream().write(value);
    assertThat(socket.getInputStream().read()).isEqualTo(value);
  }

  private static byte[] exchange(int port, byte[] sent) throws Exception {
    ExecutorService writer = Executors.newSingleThreadExecutor();
    try (Socket socket = at(port)) {
      var writing =
          writer.submit(
              () -> {
                socket.getOutputStream().write(sent);
                socket.shutdownOutput();
                return null;
              });
      byte[] received = socket.getInputStream().readAllBytes();
      writing.get();
      return received;
    } finally {
      writer.shutdownNow();
    }
  }
}
