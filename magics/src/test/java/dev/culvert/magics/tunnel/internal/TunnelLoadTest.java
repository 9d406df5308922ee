package dev.culvert.magics.tunnel.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culvert.magics.tunnel.Tunnel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Much at once, often, and from servers that mean no good. */
class TunnelLoadTest extends TunnelTestCase {

  private TestServer echo;
  private Sshd sshd;

  @BeforeEach
  void startEcho() throws Exception {
    echo = TestServer.echo();
  }

  @AfterEach
  void stopServers() throws Exception {
    echo.close();
    if (sshd != null) {
      sshd.close();
    }
  }

  @Test
  void newKeysUnderLoadLoseNothing() throws Exception {
    sshd = Sshd.start(folder, "RekeyLimit 1M", "LogLevel DEBUG1");
    Tunnel tunnel = connect("--to", echo.address());
    byte[] sent = random(6 << 20);

    try (Socket socket = at(tunnel.localPort())) {
      assertThat(sha256(exchange(socket, sent))).isEqualTo(sha256(sent));
    }

    assertThat(sshd.log().stream().filter(line -> line.contains("rekey")).count()).isGreaterThan(2);
  }

  @Test
  void localPortsSocksAndAPortOfTheServerCarryAllAtOnce() throws Exception {
    sshd = Sshd.start(folder);
    carryAllAtOnce(2 << 20);
  }

  @Tag("soak")
  @Test
  void localPortsSocksAndAPortOfTheServerCarryMuchAtOnce() throws Exception {
    sshd = Sshd.start(folder);
    carryAllAtOnce(64 << 20);
  }

  @Test
  void twoHundredConnectionsAtOnceLoseNothing() throws Exception {
    sshd = Sshd.start(folder);
    twoHundredAtOnce(32 << 10);
  }

  @Tag("soak")
  @Test
  void twoHundredConnectionsAtOnceCarryMuch() throws Exception {
    sshd = Sshd.start(folder);
    twoHundredAtOnce(1 << 20);
  }

  @Tag("soak")
  @Test
  void manyOpeningsLeaveNothing() throws Exception {
    sshd = Sshd.start(folder);
    cycle(20);
    long before = descriptors();

    cycle(2_000);

    Leaks.assertNoTunnelThreads();
    assertThat(descriptors()).isLessThanOrEqualTo(before + 5);
  }

  @Test
  void aBannerWithoutEndIsLeft() throws Exception {
    byte[] line = ("x".repeat(200) + "\r\n").getBytes(StandardCharsets.US_ASCII);
    try (TestServer hostile =
        TestServer.talking(
            (in, out) -> {
              for (int sent = 0; sent < 10 << 20; sent += line.length) {
                out.write(line);
              }
            })) {
      notebook.answer("c0rrect-horse");
      assertThatThrownBy(() -> open("ana@" + hostile.address(), "--password"))
          .extracting("name")
          .isEqualTo("TUN-BANNER");
    }
  }

  @Test
  void whatAServerSaysFirstMovesNoCursor() throws Exception {
    try (TestServer hostile =
        TestServer.talking(
            (in, out) ->
                out.write("SSH-2.0-\u001b[31mred\u0007\r\n".getBytes(StandardCharsets.US_ASCII)))) {
      notebook.answer("c0rrect-horse");
      assertThatThrownBy(() -> open("ana@" + hostile.address(), "--password"))
          .satisfies(error -> assertThat(error.getMessage()).doesNotContainPattern("\\p{Cntrl}"));
    }
  }

  private void carryAllAtOnce(int size) throws Exception {
    Tunnel tunnel =
        connect(
            "--to",
            echo.address(),
            "--to",
            echo.address(),
            "--to",
            echo.address(),
            "-D",
            "0",
            "-R",
            "0:127.0.0.1:" + echo.port());
    byte[] sent = random(size);
    List<Callable<Socket>> ways = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      int port = tunnel.targets().get(i).local().getPort();
      ways.add(() -> at(port));
    }
    InetSocketAddress socks = tunnel.targets().get(3).local();
    ways.add(
        () -> {
          Socket socket = new Socket(new Proxy(Proxy.Type.SOCKS, socks));
          socket.connect(new InetSocketAddress("127.0.0.1", echo.port()));
          return socket;
        });
    int remote = ((SshTunnel) tunnel).remotes().get(0).port();
    ways.add(() -> at(remote));
    ExecutorService pool = Executors.newCachedThreadPool();
    try {
      List<Future<String>> results = new ArrayList<>();
      for (Callable<Socket> way : ways) {
        results.add(
            pool.submit(
                () -> {
                  try (Socket socket = way.call()) {
                    return sha256(exchange(socket, sent));
                  }
                }));
      }
      for (Future<String> result : results) {
        assertThat(result.get()).isEqualTo(sha256(sent));
      }
    } finally {
      pool.shutdown();
    }
  }

  /** All are open before the first sends. */
  private void twoHundredAtOnce(int size) throws Exception {
    Tunnel tunnel = connect("--to", echo.address());
    byte[] sent = random(size);
    List<Socket> sockets = new ArrayList<>();
    ExecutorService pool = Executors.newCachedThreadPool();
    try {
      for (int i = 0; i < 200; i++) {
        Socket socket = at(tunnel.localPort());
        sockets.add(socket);
        socket.getOutputStream().write(1);
        assertThat(socket.getInputStream().read()).isEqualTo(1);
      }
      List<Future<byte[]>> results = new ArrayList<>();
      for (Socket socket : sockets) {
        results.add(pool.submit(() -> exchange(socket, sent)));
      }
      for (Future<byte[]> result : results) {
        assertThat(sha256(result.get())).isEqualTo(sha256(sent));
      }
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
      pool.shutdown();
    }
  }

  private void cycle(int times) throws Exception {
    for (int i = 0; i < times; i++) {
      try (Tunnel tunnel = connect("--to", echo.address())) {
        assertEchoes(tunnel);
      }
    }
  }

  private Tunnel connect(String... more) throws Exception {
    List<String> words = new ArrayList<>(sshd.address());
    words.addAll(List.of("-i", sshd.file("id").toString()));
    words.addAll(List.of(more));
    return open(words.toArray(String[]::new));
  }

  private static Socket at(int port) throws Exception {
    return new Socket(InetAddress.getByName("127.0.0.1"), port);
  }

  private static long descriptors() throws Exception {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.count();
    }
  }

  /** Sends all while receiving, says that it was all, and receives until the end. */
  private static byte[] exchange(Socket socket, byte[] bytes) throws Exception {
    ExecutorService writer = Executors.newSingleThreadExecutor();
    try {
      Future<?> sent =
          writer.submit(
              () -> {
                socket.getOutputStream().write(bytes);
                socket.shutdownOutput();
                return null;
              });
      byte[] received = socket.getInputStream().readAllBytes();
      sent.get();
      return received;
    } finally {
      writer.shutdownNow();
    }
  }

  private static byte[] random(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
