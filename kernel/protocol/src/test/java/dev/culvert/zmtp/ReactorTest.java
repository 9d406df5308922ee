package dev.culvert.zmtp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culvert.client.Kernels;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both ends, each against libzmq's, and against what no ZeroMQ socket would send. */
@Timeout(60)
class ReactorTest {

  private static final byte[] GREETED_AS_DEALER =
      after(
          Greeting.ours(),
          bytesOf(Encoded.command(Command.ready(SocketType.DEALER, new byte[0]).body())));

  private final Running ours = new Running();
  private final Running others = new Running();

  @AfterEach
  void close() throws InterruptedException {
    ours.close();
    others.close();
  }

  private static Process libzmq(String what, int port) throws IOException {
    try (InputStream script = ReactorTest.class.getResourceAsStream("peer.py")) {
      return new ProcessBuilder(
              Kernels.pythonOfJupyter().toString(),
              "-c",
              new String(script.readAllBytes(), UTF_8),
              what,
              Integer.toString(port))
          .inheritIO()
          .redirectInput(ProcessBuilder.Redirect.PIPE)
          .start();
    }
  }

  /** A port that is free, for whoever binds it soon. */
  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  /** A reactor on a thread of its own, and what its listeners heard. */
  private static final class Running implements AutoCloseable {

    private final Reactor reactor = Reactor.open();
    private final BlockingQueue<Runnable> toDo = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final Thread thread = new Thread(this::run, "reactor");
    private volatile boolean closed;

    private void run() {
      try (reactor) {
        while (!closed) {
          for (Runnable each = toDo.poll(); each != null; each = toDo.poll()) {
            each.run();
          }
          reactor.poll(-1);
        }
      }
    }

    void start() {
      thread.start();
    }

    void run(Runnable action) {
      toDo.add(action);
      reactor.wakeup();
    }

    /** A DEALER that writes down the first and the last frame of what comes. */
    Connector dealer(int port) {
      return reactor.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
          SocketType.DEALER,
          new byte[0],
          (peer, frames) -> {
            byte[] last = frames.get(frames.size() - 1);
            heard.add(new String(frames.get(0), UTF_8) + " " + new String(last, UTF_8));
          });
    }

    String next() throws InterruptedException {
      return heard.poll(30, TimeUnit.SECONDS);
    }

    int bind(SocketType type, PeerListener listener) throws IOException {
      SocketAddress address =
          reactor.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), type, listener);
      start();
      return ((InetSocketAddress) address).getPort();
    }

    @Override
    public void close() throws InterruptedException {
      closed = true;
      reactor.wakeup();
      if (thread.getState() == Thread.State.NEW) {
        reactor.close(); // no test needed it
      }
      thread.join();
    }
  }

  /** Writes down what happens, and answers each message with it, and with its length behind it. */
  private final class Echo implements PeerListener {
    @Override
    public void joined(Peer peer) {
      ours.heard.add("joined");
    }

    @Override
    public void left(Peer peer) {
      ours.heard.add("left");
    }

    @Override
    public void subscribed(Peer peer) {
      ours.heard.add("subscribed");
      for (String text : List.of("stream.a", "status", "other")) {
        if (peer.isSubscribed(text.getBytes(UTF_8))) {
          peer.send(Encoded.of(List.of(text.getBytes(UTF_8), new byte[] {1, 2})));
        }
      }
    }

    @Override
    public void received(Peer peer, List<byte[]> frames) {
      List<byte[]> answer = new ArrayList<>(frames);
      answer.add(Integer.toString(frames.get(frames.size() - 1).length).getBytes(UTF_8));
      peer.send(Encoded.of(answer));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"dealer", "req"})
  void aRequestIsAnsweredOfAnyLength(String type) throws Exception {
    int port = ours.bind(SocketType.ROUTER, new Echo());
    assertThat(libzmq(type, port).waitFor()).isZero();
    assertThat(ours.next()).isEqualTo("joined");
    assertThat(ours.next()).isEqualTo("left");
  }

  @Test
  void aSubscriberGetsWhatItSubscribedTo() throws Exception {
    int port = ours.bind(SocketType.PUB, new Echo());
    assertThat(libzmq("sub", port).waitFor()).isZero();
    assertThat(List.of(ours.next(), ours.next(), ours.next()))
        .containsExactly("joined", "subscribed", "subscribed");
  }

  @Test
  void ourSocketsReachAPeerThatComesLaterAndOneThatComesBack() throws Exception {
    int port = freePort();
    Connector dealer =
        ours.reactor.connect(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
            SocketType.DEALER,
            "me".getBytes(UTF_8),
            new PeerListener() {
              @Override
              public void received(Peer peer, List<byte[]> frames) {
                ours.heard.add(new String(frames.get(0), UTF_8));
              }

              @Override
              public void left(Peer peer) {
                ours.heard.add("left");
              }
            });
    ours.start();
    for (String text : List.of("first", "second")) {
      ours.run(() -> dealer.send(Encoded.of(List.of(text.getBytes(UTF_8)))));
      Process router = libzmq("router", port);
      assertThat(ours.next()).isEqualTo("to " + text);
      ours.run(() -> dealer.send(Encoded.of(List.of("received".getBytes(UTF_8)))));
      assertThat(router.waitFor()).isZero();
      assertThat(ours.next()).isEqualTo("left"); // what is sent from now on waits for the next
    }
  }

  @Test
  void aSubscriberOfOursGetsEverything() throws Exception {
    int port = freePort();
    ours.reactor.connect(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
        SocketType.SUB,
        new byte[0],
        (peer, frames) -> ours.heard.add(frames.size() + new String(frames.get(0), UTF_8)));
    ours.start();
    Process publisher = libzmq("xpub", port);
    assertThat(ours.next()).isEqualTo("1alone");
    assertThat(ours.next()).isEqualTo("2two");
    publisher.getOutputStream().close();
    assertThat(publisher.waitFor()).isZero();
  }

  @Test
  void bothEndsOfOursTalkByAUnixSocketWhichIsGoneAtTheEnd(@TempDir Path folder) throws Exception {
    Path path = folder.resolve("socket-1");
    ours.reactor.bind(UnixDomainSocketAddress.of(path), SocketType.ROUTER, new Echo());
    Connector dealer =
        ours.reactor.connect(
            UnixDomainSocketAddress.of(path),
            SocketType.DEALER,
            new byte[0],
            (peer, frames) -> ours.heard.add("answer of " + new String(frames.get(1), UTF_8)));
    dealer.send(Encoded.of(List.of(new byte[300_000])));
    ours.start();
    assertThat(ours.next()).isEqualTo("joined");
    assertThat(ours.next()).isEqualTo("answer of 300000");
    assertThat(Files.exists(path)).isTrue();
    ours.close();
    assertThat(Files.exists(path)).isFalse();
  }

  @Test
  void anAddressThatIsTakenOrUnknownIsAnError() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(
              () -> ours.reactor.bind(taken.getLocalSocketAddress(), SocketType.ROUTER, new Echo()))
          .isInstanceOf(IOException.class)
          .hasMessage("Address already in use");
    }
    assertThatThrownBy(
            () ->
                ours.reactor.bind(
                    InetSocketAddress.createUnresolved("no.such.example", 1),
                    SocketType.ROUTER,
                    new Echo()))
        .isInstanceOf(UnknownHostException.class)
        .hasMessage("unknown host no.such.example");
  }

  /** What does not belong here is sent away without harm: the next one is served. */
  @Test
  void whoDoesNotSpeakAsWeDoIsSentAway() throws Exception {
    int port = ours.bind(SocketType.ROUTER, new Echo());
    byte[] old = Greeting.ours();
    old[10] = 1; // ZMTP 2.0
    byte[] curve = Greeting.ours();
    System.arraycopy("CURVE".getBytes(US_ASCII), 0, curve, 12, 5);
    List<byte[]> strangers =
        List.of(
            "GET / HTTP/1.1\r\n\r\n".getBytes(US_ASCII),
            "SSH-2.0-OpenSSH\r\n".getBytes(US_ASCII),
            old,
            curve,
            after(Greeting.ours(), 0, 1, 'x'), // a message before the handshake's end
            after(Greeting.ours(), 4, 1, 9), // a command that ends in its name
            after(Greeting.ours(), 4, 8, 5, 'R', 'E', 'A', 'D', 'Y', 3, 'a'),
            after(Greeting.ours(), 4, 6, 5, 'R', 'E', 'A', 'D', 'Y'), // says no type
            after(
                Greeting.ours(),
                bytesOf(Encoded.command(Command.ready(SocketType.SUB, new byte[0]).body()))),
            after(Greeting.ours(), 4, 10, 9, 'S', 'U', 'B', 'S', 'C', 'R', 'I', 'B', 'E'),
            after(
                Greeting.ours(),
                bytesOf(
                    Encoded.command(
                        Command.ready(SocketType.DEALER, new byte[] {0, 0, 0, 0, 1}).body()))),
            after(Greeting.ours(), 0xff));
    for (byte[] each : strangers) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        socket.setSoTimeout(30_000);
        socket.getOutputStream().write(each);
        assertThat(isClosedByTheOtherSide(socket)).isTrue();
      }
    }
    Connector right = others.dealer(port);
    right.send(Encoded.of(List.of("a".getBytes(UTF_8))));
    others.start();
    assertThat(others.next()).isEqualTo("a 1");
    assertThat(ours.next()).isEqualTo("joined");
    assertThat(ours.heard).isEmpty();
  }

  private static byte[] after(byte[] greeting, int... bytes) {
    byte[] all = Arrays.copyOf(greeting, greeting.length + bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      all[greeting.length + i] = (byte) bytes[i];
    }
    return all;
  }

  private static boolean isClosedByTheOtherSide(Socket socket) {
    try {
      socket.getInputStream().readAllBytes(); // its greeting and READY
      return true;
    } catch (java.net.SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true; // reset, with bytes of ours unread
    }
  }

  @Test
  void aPingIsAnsweredWithItsContext() throws Exception {
    int port = ours.bind(SocketType.REP, new Echo());
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(30_000);
      socket.getOutputStream().write(GREETED_AS_DEALER);
      socket
          .getOutputStream()
          .write(after(new byte[0], 4, 10, 4, 'P', 'I', 'N', 'G', 0, 9, 'a', 'b', 'c'));
      DataInputStream in = new DataInputStream(socket.getInputStream());
      in.readFully(new byte[64]);
      assertThat(frame(in)).startsWith("\5READY\13Socket-Type\0\0\0\3REP");
      assertThat(frame(in)).isEqualTo("\4PONGabc");
    }
  }

  private static int[] bytesOf(Encoded message) {
    byte[] bytes = new byte[(int) message.length()];
    message.parts().get(0).duplicate().get(bytes);
    int[] ints = new int[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      ints[i] = bytes[i];
    }
    return ints;
  }

  private static String frame(DataInputStream in) throws IOException {
    assertThat(in.read()).isEqualTo(4);
    return new String(in.readNBytes(in.read()), US_ASCII);
  }

  @Test
  void whatWaitsForASlowPeerIsCountedAndComesWhole() throws Exception {
    int length = 30_000_000;
    Peer[] slow = new Peer[1];
    int port =
        ours.bind(
            SocketType.ROUTER,
            new PeerListener() {
              @Override
              public void received(Peer peer, List<byte[]> frames) {
                slow[0] = peer;
                byte[] large = new byte[length];
                Arrays.fill(large, (byte) 'x');
                peer.send(Encoded.of(List.of(large)));
                ours.reactor.flush();
                ours.heard.add(
                    peer.unsent() > 0 && peer.unsent() < length ? "a part waits" : "wrong");
              }
            });
    try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
      client.setSoTimeout(30_000);
      client.getOutputStream().write(after(GREETED_AS_DEALER, 0, 1, 'a'));
      assertThat(ours.next()).isEqualTo("a part waits"); // nobody reads it yet
      DataInputStream in = new DataInputStream(client.getInputStream());
      in.readFully(new byte[64]);
      frame(in);
      assertThat(in.read()).isEqualTo(2);
      assertThat(in.readLong()).isEqualTo(length);
      byte[] expected = new byte[length];
      Arrays.fill(expected, (byte) 'x');
      assertThat(Arrays.equals(in.readNBytes(length), expected)).isTrue();
    }
    ours.run(() -> ours.heard.add(slow[0].unsent() + " " + slow[0].stuckFor()));
    assertThat(ours.next()).isEqualTo("0 0");
  }
}
