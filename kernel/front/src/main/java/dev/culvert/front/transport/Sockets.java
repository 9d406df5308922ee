package dev.culvert.front.transport;

import dev.culvert.protocol.ConnectionInfo;
import dev.culvert.protocol.Message;
import dev.culvert.protocol.MessageCodec;
import dev.culvert.protocol.ProtocolException;
import dev.culvert.zmtp.Encoded;
import dev.culvert.zmtp.PeerListener;
import dev.culvert.zmtp.Reactor;
import dev.culvert.zmtp.SocketType;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A kernel's sockets: takes messages in and hands them on, sends what others queue.
 *
 * <p>Invariant: only the {@code sockets} thread touches a connection or the codec. It waits in one
 * poll without a time limit, unless a subscriber does not keep up ({@link IopubQueue}); {@link
 * #send} wakes it. Messages of a channel leave in the order in which they were queued. Requests
 * wait, for {@value #PATIENCE_MILLIS} ms at most, until somebody has subscribed to iopub: what is
 * published before goes to nobody, and clients that see no status of their first request ask again,
 * and later. A message that is wrongly signed or malformed is reported and dropped, and changes
 * nothing for the next.
 */
public final class Sockets implements AutoCloseable {

  /** Takes what comes in; runs on the sockets' thread and must return at once. */
  public interface Receiver {
    void received(Channel channel, Message message);
  }

  private record Outgoing(Channel channel, MessageCodec.Unsigned message) {}

  private static final int PATIENCE_MILLIS = 500;
  private static final int LOOK_AGAIN_MILLIS = 1_000; // whether a subscriber is to be left out
  private static final long AT_ONCE = 256 << 10; // bytes to sign before they are written
  private static final Duration LINGER = Duration.ofSeconds(1);

  private final MessageCodec codec;
  private final Receiver receiver;
  private final Reactor reactor;
  private final Map<Channel, Router> routers = new EnumMap<>(Channel.class);
  private final IopubQueue iopub;
  private final Queue<Outgoing> outgoing = new ConcurrentLinkedQueue<>();
  private final Queue<List<byte[]>> held = new ArrayDeque<>(); // shell's requests; oldest first
  private final Thread thread = new Thread(null, this::loop, "sockets", 0, false);
  private boolean open; // whether shell's requests are held no more; the sockets' thread's
  private volatile boolean closing;

  /**
   * Binds all sockets.
   *
   * @throws ProtocolException when a port is taken, or the key's scheme is unknown
   */
  public Sockets(ConnectionInfo connection, Receiver receiver) throws ProtocolException {
    this.receiver = receiver;
    codec = new MessageCodec(connection.signatureScheme(), connection.key());
    iopub = new IopubQueue(codec, this::release);
    reactor = Reactor.open();
    bind(connection, connection.iopubPort(), "iopub_port", SocketType.PUB, iopub);
    router(Channel.SHELL, connection, connection.shellPort(), "shell_port");
    router(Channel.CONTROL, connection, connection.controlPort(), "control_port");
    router(Channel.STDIN, connection, connection.stdinPort(), "stdin_port");
    bind(
        connection,
        connection.heartbeatPort(),
        "hb_port",
        SocketType.REP,
        (peer, frames) -> peer.send(Encoded.of(frames)));
  }

  private void router(Channel channel, ConnectionInfo connection, int port, String name)
      throws ProtocolException {
    Router router =
        new Router(channel == Channel.SHELL ? this::shellCame : frames -> receive(channel, frames));
    bind(connection, port, name, SocketType.ROUTER, router);
    routers.put(channel, router);
  }

  private void bind(
      ConnectionInfo connection, int port, String name, SocketType type, PeerListener listener)
      throws ProtocolException {
    try {
      reactor.bind(connection.socketAddress(port), type, listener);
    } catch (IOException e) {
      reactor.close();
      throw new ProtocolException(
          name
              + " "
              + port
              + " of the connection file cannot be bound at "
              + connection.address(port)
              + ": "
              + e.getMessage()
              + ". Another kernel may use it: restart the kernel, so that it gets free ports.",
          e);
    }
  }

  public void start() {
    thread.start();
  }

  /** Queues a message; any thread. */
  public void send(Channel channel, Message message) {
    MessageCodec.Unsigned unsigned = MessageCodec.serialize(message);
    if (channel == Channel.IOPUB) {
      iopub.announce(unsigned);
    }
    outgoing.add(new Outgoing(channel, unsigned));
    reactor.wakeup();
  }

  /** Whether subscribers keep up, so that much may be published; any thread. */
  public boolean hasRoom() {
    return iopub.hasRoom();
  }

  private void loop() {
    try (reactor) {
      while (!closing) {
        sendQueued();
        reactor.poll(iopub.look() ? LOOK_AGAIN_MILLIS : -1);
      }
      sendQueued();
      linger();
    }
  }

  private void shellCame(List<byte[]> frames) {
    if (open) {
      receive(Channel.SHELL, frames);
      return;
    }
    if (held.isEmpty()) {
      reactor.later(Duration.ofMillis(PATIENCE_MILLIS), this::release);
    }
    held.add(frames);
  }

  private void release() {
    open = true;
    for (List<byte[]> each = held.poll(); each != null; each = held.poll()) {
      receive(Channel.SHELL, each);
    }
  }

  private void receive(Channel channel, List<byte[]> frames) {
    if (closing) {
      return; // the kernel takes no requests any more
    }
    try {
      receiver.received(channel, codec.decode(frames));
    } catch (ProtocolException e) {
      System.getLogger(Sockets.class.getName())
          .log(
              System.Logger.Level.WARNING,
              "a message on {0} was dropped: {1}",
              channel,
              e.getMessage());
    }
  }

  /** Writes while it signs, so that neither waits long for the other. */
  private void sendQueued() {
    long unwritten = 0;
    for (Outgoing next = outgoing.poll(); next != null; next = outgoing.poll()) {
      if (next.channel() == Channel.IOPUB) {
        unwritten += iopub.send(next.message());
      } else {
        routers.get(next.channel()).send(codec.sign(next.message()));
      }
      if (unwritten >= AT_ONCE) {
        reactor.flush();
        unwritten = 0;
      }
    }
    reactor.flush();
  }

  private void linger() {
    long end = System.nanoTime() + LINGER.toNanos();
    while (reactor.hasUnsent() && end - System.nanoTime() > 0) {
      reactor.poll(Math.max(1, Duration.ofNanos(end - System.nanoTime()).toMillis()));
    }
  }

  /** Sends what is queued, then closes. Waits a bounded time. */
  @Override
  public void close() throws InterruptedException {
    closing = true;
    reactor.wakeup();
    thread.join(3_000);
  }
}
