package dev.culvert.client;

import dev.culvert.protocol.ConnectionInfo;
import dev.culvert.protocol.Message;
import dev.culvert.protocol.MessageCodec;
import dev.culvert.protocol.ProtocolException;
import dev.culvert.zmtp.Connector;
import dev.culvert.zmtp.Encoded;
import dev.culvert.zmtp.Reactor;
import dev.culvert.zmtp.SocketType;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/**
 * The sockets of one client and the only thread that touches them.
 *
 * <p>The thread blocks in one poll over all sockets. Others hand it work through a queue and then
 * wake it; in this order, so none is overlooked.
 *
 * <p>Race: what a kernel sent before it died may not have been read yet. So after {@link #peerDied}
 * the loop goes on until nothing came for {@value #QUIET_MILLIS} ms, and only then says {@link
 * Listener#quietAfterDeath}.
 */
final class SocketLoop {

  /** What the loop tells; called on the loop's thread, must not block. */
  interface Listener {
    void received(Source source, Message message);

    void notAMessage(Source source, ProtocolException problem);

    void quietAfterDeath();

    void broken(RuntimeException reason);
  }

  /** Where a message came from. */
  enum Source {
    IOPUB,
    SHELL,
    CONTROL,
    STDIN
  }

  private static final int QUIET_MILLIS = 300;

  private record Outgoing(Channel channel, Message message, List<byte[]> frames) {}

  private final ConnectionInfo info;
  private final String session;
  private final Listener listener;
  private final MessageCodec codec; // the loop's thread only
  private final Queue<Outgoing> outgoing = new ConcurrentLinkedQueue<>();
  private final Reactor reactor = Reactor.open();
  private final Thread thread;
  private volatile boolean closed;
  private volatile boolean peerDied;
  private long lastCame; // of System.nanoTime: a message, or the news of the death; the loop's

  SocketLoop(ConnectionInfo info, String session, Listener listener) throws ProtocolException {
    this.info = info;
    this.session = session;
    this.listener = listener;
    this.codec = new MessageCodec(info.signatureScheme(), info.key());
    this.thread = new Thread(this::run, "culvert-client-sockets");
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  void send(Channel channel, Message message) {
    outgoing.add(new Outgoing(channel, message, null));
    reactor.wakeup();
  }

  /** Sends frames as they are, unsigned and unchecked. */
  void sendFrames(Channel channel, List<byte[]> frames) {
    outgoing.add(new Outgoing(channel, null, List.copyOf(frames)));
    reactor.wakeup();
  }

  void peerDied() {
    peerDied = true;
    reactor.wakeup();
  }

  void close() throws InterruptedException {
    abandon();
    thread.join();
  }

  /** As {@link #close}, without waiting for the thread's end. */
  void abandon() {
    closed = true;
    reactor.wakeup();
  }

  private void run() {
    lastCame = System.nanoTime();
    try (reactor) {
      Map<Source, Connector> sockets = connect();
      while (!closed) {
        turn(sockets);
      }
    } catch (RuntimeException e) {
      listener.broken(e);
    }
  }

  private void turn(Map<Source, Connector> sockets) {
    for (Outgoing next = outgoing.poll(); next != null; next = outgoing.poll()) {
      List<byte[]> frames = next.message() == null ? next.frames() : codec.encode(next.message());
      sockets.get(Source.valueOf(next.channel().name())).send(Encoded.of(frames));
    }
    if (!peerDied) {
      reactor.poll(-1);
      lastCame = System.nanoTime();
      return;
    }
    long quiet = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - lastCame);
    if (quiet < QUIET_MILLIS) {
      reactor.poll(QUIET_MILLIS - quiet);
    } else {
      peerDied = false; // said once; nothing more will come, so the poll may wait for close
      listener.quietAfterDeath();
    }
  }

  private Map<Source, Connector> connect() {
    Map<Source, Connector> sockets = new EnumMap<>(Source.class);
    sockets.put(Source.STDIN, connect(Source.STDIN, SocketType.DEALER, info.stdinPort()));
    sockets.put(Source.IOPUB, connect(Source.IOPUB, SocketType.SUB, info.iopubPort()));
    sockets.put(Source.SHELL, connect(Source.SHELL, SocketType.DEALER, info.shellPort()));
    sockets.put(Source.CONTROL, connect(Source.CONTROL, SocketType.DEALER, info.controlPort()));
    return sockets;
  }

  private Connector connect(Source source, SocketType type, int port) {
    // Kernels route their questions by the identity the request came from.
    byte[] identity =
        type == SocketType.DEALER ? session.getBytes(StandardCharsets.UTF_8) : new byte[0];
    return reactor.connect(
        info.socketAddress(port), type, identity, (peer, frames) -> deliver(source, frames));
  }

  private void deliver(Source source, List<byte[]> frames) {
    lastCame = System.nanoTime();
    try {
      listener.received(source, codec.decode(frames));
    } catch (ProtocolException problem) {
      listener.notAMessage(source, problem);
    }
  }
}
