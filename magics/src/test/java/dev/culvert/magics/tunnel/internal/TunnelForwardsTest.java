package dev.culvert.magics.tunnel.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culvert.api.MimeBundle;
import dev.culvert.magics.tunnel.Tunnel;
import dev.culvert.magics.tunnel.Tunnels;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** SOCKS ports, forwards from the server to this side, and Unix sockets. */
class TunnelForwardsTest extends ServedTunnelTestCase {

  @Test
  void aSocksPortLeadsWhereItsClientsSay() throws Exception {
    Tunnel tunnel = connect("-D", "0");
    assertThat(tunnel.targets().get(0))
        .hasToString("127.0.0.1:" + tunnel.localPort() + " -> anywhere (SOCKS)");

    try (Socket socket =
        new Socket(
            new Proxy(Proxy.Type.SOCKS, new InetSocketAddress("127.0.0.1", tunnel.localPort())))) {
      socket.connect(InetSocketAddress.createUnresolved("localhost", echo.port()));
      assertEchoes(socket);
    }
    byte[] port = {(byte) (echo.port() >> 8), (byte) echo.port()};
    byte[] version4 = {4, 1, port[0], port[1], 127, 0, 0, 1, 'm', 'e', 0};
    byte[] version4a = {
      4, 1, port[0], port[1], 0, 0, 0, 1, 0, 'l', 'o', 'c', 'a', 'l', 'h', 'o', 's', 't', 0
    };
    for (byte[] request : List.of(version4, version4a)) {
      try (Socket socket = at(tunnel)) {
        socket.getOutputStream().write(request);
        assertThat(socket.getInputStream().readNBytes(8)).startsWith(0, 90);
        assertEchoes(socket);
      }
    }
    assertThat(text(run("stats"))).contains("anywhere (SOCKS)");
  }

  @Test
  void aSocksClientIsToldWhyItCannotGoThere() throws Exception {
    Tunnel tunnel = connect("-D", "0");
    int nothing = Sshd.freePort();

    byte[] refused = {5, 1, 0, 5, 1, 0, 1, 127, 0, 0, 1, (byte) (nothing >> 8), (byte) nothing};
    assertThat(answer(tunnel, refused)).startsWith(5, 0, 5, 5);
    assertThat(text(tunnel)).contains("last failure TUN-TARGET-REFUSED: ");
    byte[] listen = {5, 1, 0, 5, 2, 0, 1, 127, 0, 0, 1, 0, 1};
    assertThat(answer(tunnel, listen)).startsWith(5, 0, 5, 7);
    byte[] withLogin = {5, 1, 2};
    assertThat(answer(tunnel, withLogin)).startsWith(5, 0xFF);
    byte[] http = "GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    assertThat(answer(tunnel, http)).isEmpty();
    assertThat(tunnel.isUp()).isTrue();
  }

  @Test
  void aUnixSocketAtTheServerIsATarget() throws Exception {
    Path socketFile = folder.resolve("db.sock");
    try (UnixEcho unix = new UnixEcho(socketFile)) {
      Tunnel tunnel = connect("--to", socketFile.toString(), "-L", "0:" + socketFile);

      assertEchoes(tunnel);
      assertThat(tunnel.targets().get(1))
          .hasToString(
              "127.0.0.1:%d -> %s"
                  .formatted(tunnel.targets().get(1).local().getPort(), socketFile));
      try (Socket socket = tunnel.dial(socketFile.toString(), 0)) {
        assertEchoes(socket);
      }
    }
    assertThatThrownBy(() -> connect("other", "--to", folder.resolve("none.sock").toString()))
        .hasMessageContaining("cannot connect to the socket " + folder.resolve("none.sock"))
        .extracting("name")
        .isEqualTo("TUN-TARGET-REFUSED");
  }

  @Test
  void aPortOfTheServerLeadsHereAlsoAfterALoss() throws Exception {
    Tunnel tunnel = connect("--to", echo.address(), "-R", "0:localhost:" + echo.port());
    int remote = remotePort(tunnel);
    try (Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), remote)) {
      assertEchoes(socket);
    }

    sshd.kill();
    sshd.launch();

    run("reopen", tunnel.name());
    assertThat(remotePort(tunnel)).isEqualTo(remote);
    try (Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), remote)) {
      assertEchoes(socket);
    }
    assertThat(text(run("status", tunnel.name())))
        .contains("localhost:" + remote + " -> localhost:" + echo.port() + " here");
  }

  @Test
  void aPortThatTheServerCannotOpenIsNamedAndNothingStaysOpen() throws Exception {
    sshd.close();
    // With both families sshd is content when one of them has the port.
    sshd = Sshd.start(Files.createDirectory(folder.resolve("ipv4")), "AddressFamily inet");
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      int port = taken.getLocalPort();

      assertThatThrownBy(
              () -> connect("-L", "0:" + echo.address(), "-R", port + ":127.0.0.1:" + echo.port()))
          .hasMessageStartingWith(
              "127.0.0.1:%d does not listen on localhost:%d for us (".formatted(sshd.port, port))
          .hasMessageEndingWith("PermitListen. Try another port, or 0 for any.")
          .extracting("name")
          .isEqualTo("TUN-BIND-REMOTE");
    }
    assertThat(Tunnels.all()).isEmpty();
    Leaks.assertNoTunnelThreads();
  }

  @Test
  void forwardsOfTheConfigurationAreApplied() throws Exception {
    Tunnel tunnel =
        connect("-o", "DynamicForward=0", "-o", "RemoteForward=0 127.0.0.1:" + echo.port());

    assertThat(tunnel.targets().get(0).host()).isEqualTo("*");
    try (Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), remotePort(tunnel))) {
      assertEchoes(socket);
    }
    assertThat(notebook.shown).isEmpty();
  }

  @Test
  void aBindAddressIsForAllForwardsThatNameNone() throws Exception {
    Tunnel tunnel = connect("--bind", "127.0.0.2", "--to", echo.address(), "-D", "127.0.0.3:0");

    assertThat(tunnel.targets())
        .extracting(target -> target.local().getAddress().getHostAddress())
        .containsExactly("127.0.0.2", "127.0.0.3");
  }

  @Test
  void whatOtherMachinesReachIsAskedForByNameAndWarnedOf() {
    ForwardSpec open = ForwardSpec.to("db:3306", new ForwardSpec.Local("*", true));
    List<String> warnings = new ArrayList<>();

    new ForwardOptions.Forwards(List.of(open), List.of()).warnOfOpenOnes(warnings::add);

    assertThat(open.bind().isAnyLocalAddress()).isTrue();
    assertThat(warnings)
        .containsExactly("other machines can use the tunnel to db:3306, at 0.0.0.0");
    assertThat(RemoteSpec.parse("*:1:db:2", true)).hasToString("*:1 -> db:2 here");
  }

  private Tunnel connect(String... more) throws Exception {
    List<String> words = new ArrayList<>();
    boolean named = !more[0].startsWith("-");
    words.addAll(named ? List.of(more[0]) : List.of());
    words.addAll(sshd.address());
    words.addAll(List.of("-i", sshd.file("id").toString()));
    words.addAll(List.of(more).subList(named ? 1 : 0, more.length));
    return open(words.toArray(String[]::new));
  }

  private static int remotePort(Tunnel tunnel) {
    return ((SshTunnel) tunnel).remotes().get(0).port();
  }

  private static Socket at(Tunnel tunnel) throws IOException {
    return new Socket(InetAddress.getByName("127.0.0.1"), tunnel.localPort());
  }

  /** What a client gets until the connection ends, as numbers from 0 to 255. */
  private static List<Integer> answer(Tunnel tunnel, byte[] request) throws IOException {
    List<Integer> answer = new ArrayList<>();
    try (Socket socket = at(tunnel)) {
      socket.getOutputStream().write(request);
      InputStream in = socket.getInputStream();
      for (int b = in.read(); b >= 0; b = in.read()) {
        answer.add(b);
      }
    } catch (SocketException e) {
      return answer; // a reset is the end, too
    }
    return answer;
  }

  private static void assertEchoes(Socket socket) throws IOException {
    socket.getOutputStream().write(42);
    assertThat(socket.getInputStream().read()).isEqualTo(42);
  }

  private static String text(Object shown) {
    MimeBundle bundle = shown instanceof Tunnel tunnel ? tunnel.toMimeBundle() : (MimeBundle) shown;
    return bundle.data().get("text/plain");
  }

  /** Sends back what comes, on a Unix socket. */
  private static final class UnixEcho implements AutoCloseable {
    private final ServerSocketChannel server;

    UnixEcho(Path file) throws IOException {
      server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      server.bind(UnixDomainSocketAddress.of(file));
      daemon(this::accept);
    }

    private void accept() {
      try {
        while (true) {
          SocketChannel client = server.accept();
          daemon(() -> serve(client));
        }
      } catch (IOException e) {
        assertThat(server.isOpen()).isFalse();
      }
    }

    private static void serve(SocketChannel client) {
      ByteBuffer buffer = ByteBuffer.allocate(1024);
      try (client) {
        while (client.read(buffer) >= 0) {
          client.write(buffer.flip());
          buffer.clear();
        }
      } catch (IOException e) {
        buffer.clear(); // the client went away
      }
    }

    private static void daemon(Runnable work) {
      Thread thread = new Thread(work, "unix-echo");
      thread.setDaemon(true);
      thread.start();
    }

    @Override
    public void close() throws IOException {
      server.close();
    }
  }
}
