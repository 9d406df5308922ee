package dev.culvert.zmtp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataInputStream;
import java.io.IOException;
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
import org.junit.jupiter.params.provider.EnumSource;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** Both ends, each against JeroMQ's, and against what no ZeroMQ socket would send. */
@Timeout(60)
class ReactorTest {

  private final Running ours = new Running();
  private final ZContext theirs = new ZContext();

  @AfterEach
  void close() throws InterruptedException {
    ours.close();
    theirs.close();
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

    String next() throws InterruptedException {
      return heard.poll(30, TimeUnit.SECONDS);
    }

    int bind(dev.culvert.zmtp.SocketType type, PeerListener listener) throws IOException {
      SocketAddress address =
          reactor.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), type, listener);
      start();
      return ((InetSocketAddress) address).getPort();
    }

    @Override
    public void close() throws InterruptedException {
      closed = true;
      reactor.wakeup();
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

  private ZMQ.Socket connect(SocketType type, int port) {
    ZMQ.Socket socket = theirs.createSocket(type);
    socket.setReceiveTimeOut(30_000);
    socket.setLinger(0);
    socket.connect("tcp://127.0.0.1:" + port);
    return socket;
  }

  @ParameterizedTest
  @EnumSource(
      value = SocketType.class,
      names = {"DEALER", "REQ"})
  void aRequestIsAnsweredOfAnyLength(SocketType type) throws Exception {
    int port = ours.bind(dev.culvert.zmtp.SocketType.ROUTER, new Echo());
    ZMQ.Socket client = connect(type, port);
    for (int length : new int[] {0, 1, 255, 256, 8_192, 100_000, 20_000_000}) {
      byte[] content = new byte[length];
      Arrays.fill(content, (byte) length);
      client.sendMore("a");
      client.send(content);
      assertThat(client.recvStr()).isEqualTo("a");
      assertThat(client.recv()).isEqualTo(content);
      assertThat(client.recvStr()).isEqualTo(Integer.toString(length));
      assertThat(client.hasReceiveMore()).isFalse();
    }
    assertThat(ours.next()).isEqualTo("joined");
    client.close();
    assertThat(ours.next()).isEqualTo("left");
  }

  @Test
  void aSubscriberGetsWhatItSubscribedTo() throws Exception {
    int port = ours.bind(dev.culvert.zmtp.SocketType.PUB, new Echo());
    ZMQ.Socket client = connect(SocketType.SUB, port);
    client.subscribe("stream");
    assertThat(client.recvStr()).isEqualTo("stream.a");
    assertThat(client.recv()).containsExactly(1, 2);
    client.unsubscribe("stream");
    client.subscribe("stat");
    assertThat(client.recvStr()).isEqualTo("status");
    assertThat(List.of(ours.next(), ours.next(), ours.next()))
        .containsExactly("joined", "subscribed", "subscribed");
  }

  @Test
  void ourSocketsReachAPeerThatComesLaterAndOneThatComesBack() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Connector dealer =
        ours.reactor.connect(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
            dev.culvert.zmtp.SocketType.DEALER,
            "me".getBytes(UTF_8),
            (peer, frames) -> ours.heard.add(new String(frames.get(0), UTF_8)));
    ours.run(() -> dealer.send(Encoded.of(List.of("first".getBytes(UTF_8)))));
    ours.start();
    for (String text : List.of("first", "second")) {
      try (ZContext context = new ZContext()) {
        context.setLinger(-1);
        ZMQ.Socket router = context.createSocket(SocketType.ROUTER);
        router.setReceiveTimeOut(30_000);
        router.bind("tcp://127.0.0.1:" + port);
        if (text.equals("second")) {
          ours.run(() -> dealer.send(Encoded.of(List.of(text.getBytes(UTF_8)))));
        }
        assertThat(router.recvStr()).isEqualTo("me");
        assertThat(router.recvStr()).isEqualTo(text);
        router.sendMore("me");
        router.send("to " + text);
        assertThat(ours.next()).isEqualTo("to " + text);
      }
    }
  }

  @Test
  void aSubscriberOfOursGetsEverything() throws Exception {
    ZMQ.Socket publisher = theirs.createSocket(SocketType.XPUB);
    int port = publisher.bindToRandomPort("tcp://127.0.0.1");
    publisher.setReceiveTimeOut(30_000);
    ours.reactor.connect(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
        dev.culvert.zmtp.SocketType.SUB,
        new byte[0],
        (peer, frames) -> ours.heard.add(frames.size() + new String(frames.get(0), UTF_8)));
    ours.start();
    assertThat(publisher.recv()).containsExactly(1);
    publisher.send("alone");
    publisher.sendMore("two");
    publisher.send("frames");
    assertThat(ours.next()).isEqualTo("1alone");
    assertThat(ours.next()).isEqualTo("2two");
  }

  @Test
  void bothEndsOfOursTalkByAUnixSocketWhichIsGoneAtTheEnd(@TempDir Path folder) throws Exception {
    Path path = folder.resolve("socket-1");
    ours.reactor.bind(
        UnixDomainSocketAddress.of(path), dev.culvert.zmtp.SocketType.ROUTER, new Echo());
    Connector dealer =
        ours.reactor.connect(
            UnixDomainSocketAddress.of(path),
            dev.culvert.zmtp.SocketType.DEALER,
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
              () ->
                  ours.reactor.bind(
                      taken.getLocalSocketAddress(),
                      dev.culvert.zmtp.SocketType.ROUTER,
                      new Echo()))
          .isInstanceOf(IOException.class)
          .hasMessage("Address already in use");
    }
    assertThatThrownBy(
            () ->
                ours.reactor.bind(
                    InetSocketAddress.createUnresolved("no.such.example", 1),
                    dev.culvert.zmtp.SocketType.ROUTER,
                    new Echo()))
        .isInstanceOf(UnknownHostException.class)
        .hasMessage("unknown host no.such.example");
    ours.start();
  }

  /** What does not belong here is sent away without harm: the next one is served. */
  @Test
  void whoDoesNotSpeakAsWeDoIsSentAway() throws Exception {
    int port = ours.bind(dev.culvert.zmtp.SocketType.ROUTER, new Echo());
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
            after(Greeting.ours(), 0xff));
    for (byte[] each : strangers) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        socket.setSoTimeout(30_000);
        socket.getOutputStream().write(each);
        assertThat(isClosedByTheOtherSide(socket)).isTrue();
      }
    }
    ZMQ.Socket wrong = connect(SocketType.SUB, port);
    ZMQ.Socket right = connect(SocketType.DEALER, port);
    right.send("a");
    assertThat(right.recvStr()).isEqualTo("a");
    assertThat(ours.next()).isEqualTo("joined");
    assertThat(ours.heard).isEmpty();
    wrong.close();
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
    int port = ours.bind(dev.culvert.zmtp.SocketType.REP, new Echo());
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(30_000);
      socket
          .getOutputStream()
          .write(
              after(
                  Greeting.ours(),
                  bytesOf(
                      Encoded.command(
                          Command.ready(dev.culvert.zmtp.SocketType.DEALER, new byte[0]).body()))));
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
            dev.culvert.zmtp.SocketType.ROUTER,
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
    ZMQ.Socket client = connect(SocketType.DEALER, port);
    client.send("a");
    assertThat(ours.next()).isEqualTo("a part waits");
    assertThat(client.recv()).hasSize(length).containsOnly('x');
    ours.run(() -> ours.heard.add(slow[0].unsent() + " " + slow[0].stuckFor()));
    assertThat(ours.next()).isEqualTo("0 0");
  }
}
