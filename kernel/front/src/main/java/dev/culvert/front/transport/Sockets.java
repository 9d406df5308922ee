package dev.culvert.front.transport;

import dev.culvert.protocol.ConnectionInfo;
import dev.culvert.protocol.Message;
import dev.culvert.protocol.MessageCodec;
import dev.culvert.protocol.ProtocolException;
import dev.culvert.sockets.LibraryFailures;
import dev.culvert.sockets.WakePipe;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;

/**
 * A kernel's sockets: takes messages in and hands them on, sends what others queue.
 *
 * <p>Invariant: only the {@code sockets} thread touches a socket or the codec. It waits in one poll
 * without a time limit, unless a subscriber does not keep up ({@link IopubQueue}); {@link #send}
 * wakes it. Messages of a channel leave in the order in which they were queued. Requests wait, for
 * {@value #PATIENCE_MILLIS} ms at most, until somebody has subscribed to iopub: what is published
 * before goes to nobody, and clients that see no status of their first request ask again, and
 * later. A message that is wrongly signed or malformed is reported and dropped, and changes nothing
 * for the next.
 */
public final class Sockets implements AutoCloseable {

  /** Takes what comes in; runs on the sockets' thread and must return at once. */
  public interface Receiver {
    void received(Channel channel, Message message);
  }

  private record Outgoing(Channel channel, MessageCodec.Unsigned message) {}

  private static final int PATIENCE_MILLIS = 500;
  private static final int LOOK_AGAIN_MILLIS = 2; // whether a subscriber that was behind has read

  // Places of the sockets in both pollers, by the order of registration.
  private static final int CONTROL = 0;
  private static final int STDIN = 1;
  private static final int IOPUB = 2;
  private static final int HEARTBEAT = 3;
  private static final int WAKE = 4;

  private final MessageCodec codec;
  private final Receiver receiver;
  private final ZContext context = new ZContext(1);
  private final Map<Channel, ZMQ.Socket> sockets = new EnumMap<>(Channel.class);
  private final List<IpcBridge> bridges = new ArrayList<>(); // none for tcp
  private final ZMQ.Socket heartbeat;
  private final WakePipe wake;
  private final Queue<Outgoing> outgoing = new ConcurrentLinkedQueue<>();
  private final IopubQueue iopub;
  private final Thread thread = new Thread(null, this::loop, "sockets", 0, false);
  private boolean subscribed; // whether anybody ever subscribed to iopub; the sockets' thread's
  private long holdUntil; // when the first shell request is taken at the latest; 0 before it came
  private volatile boolean closing;

  /**
   * Binds all sockets.
   *
   * @throws ProtocolException when a port is taken, or the key's scheme is unknown
   */
  public Sockets(ConnectionInfo connection, Receiver receiver) throws ProtocolException {
    this.receiver = receiver;
    context.setNotificationExceptionHandler(LibraryFailures.logged(() -> closing));
    codec = new MessageCodec(connection.signatureScheme(), connection.key());
    ZMQ.Socket publisher = context.createSocket(SocketType.XPUB);
    iopub = new IopubQueue(publisher, codec);
    sockets.put(Channel.IOPUB, bind(publisher, connection, connection.iopubPort(), "iopub_port"));
    bind(Channel.SHELL, SocketType.ROUTER, connection, connection.shellPort(), "shell_port");
    bind(Channel.CONTROL, SocketType.ROUTER, connection, connection.controlPort(), "control_port");
    bind(Channel.STDIN, SocketType.ROUTER, connection, connection.stdinPort(), "stdin_port");
    heartbeat = bind(SocketType.REP, connection, connection.heartbeatPort(), "hb_port");
    wake = WakePipe.open();
  }

  private void bind(
      Channel channel, SocketType type, ConnectionInfo connection, int port, String name)
      throws ProtocolException {
    sockets.put(channel, bind(type, connection, port, name));
  }

  private ZMQ.Socket bind(SocketType type, ConnectionInfo connection, int port, String name)
      throws ProtocolException {
    ZMQ.Socket socket = context.createSocket(type);
    socket.setSndHWM(0); // replies are few, and a client waits for each
    return bind(socket, connection, port, name);
  }

  private ZMQ.Socket bind(ZMQ.Socket socket, ConnectionInfo connection, int port, String name)
      throws ProtocolException {
    socket.setLinger(1_000);
    try {
      if (connection.transport().equals("ipc")) {
        int tcp = socket.bindToRandomPort("tcp://127.0.0.1");
        bridges.add(IpcBridge.listen(Path.of(connection.ip() + "-" + port), tcp));
      } else {
        socket.bind(connection.address(port));
      }
    } catch (ZMQException e) {
      context.close();
      throw new ProtocolException(
          name
              + " "
              + port
              + " of the connection file cannot be bound: "
              + e.getMessage()
              + ". Another kernel may use it: restart the kernel, so that it gets free ports.",
          e);
    }
    return socket;
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
    wake.wake();
  }

  /** Whether subscribers keep up, so that much may be published; any thread. */
  public boolean hasRoom() {
    return iopub.hasRoom();
  }

  private void loop() {
    try (ZMQ.Poller all = context.createPoller(6);
        ZMQ.Poller withoutShell = context.createPoller(5)) {
      register(all);
      register(withoutShell);
      int shell = all.register(sockets.get(Channel.SHELL), ZMQ.Poller.POLLIN);
      while (!closing) {
        if (isShellHeld()) {
          withoutShell.poll(TimeUnit.NANOSECONDS.toMillis(holdUntil - System.nanoTime()) + 1);
          handle(withoutShell);
        } else {
          all.poll(iopub.isWaiting() ? LOOK_AGAIN_MILLIS : -1);
          handle(all);
          if (all.pollin(shell)) {
            shellIsReady();
          }
        }
        sendQueued();
      }
      sendQueued();
      iopub.sendLast();
    } finally {
      context.close();
      wake.close();
    }
  }

  private void register(ZMQ.Poller poller) {
    poller.register(sockets.get(Channel.CONTROL), ZMQ.Poller.POLLIN);
    poller.register(sockets.get(Channel.STDIN), ZMQ.Poller.POLLIN);
    poller.register(sockets.get(Channel.IOPUB), ZMQ.Poller.POLLIN);
    poller.register(heartbeat, ZMQ.Poller.POLLIN);
    poller.register(wake.source(), ZMQ.Poller.POLLIN);
  }

  private void handle(ZMQ.Poller poller) {
    if (poller.pollin(CONTROL)) {
      receive(Channel.CONTROL);
    }
    if (poller.pollin(STDIN)) {
      receive(Channel.STDIN);
    }
    if (poller.pollin(IOPUB)) {
      sockets.get(Channel.IOPUB).recv(); // somebody subscribed or left
      subscribed = true;
    }
    if (poller.pollin(HEARTBEAT)) {
      heartbeat.send(heartbeat.recv());
    }
    if (poller.pollin(WAKE)) {
      wake.taken();
    }
  }

  private boolean isShellHeld() {
    return !subscribed && holdUntil != 0 && System.nanoTime() - holdUntil < 0;
  }

  private void shellIsReady() {
    if (!subscribed && holdUntil == 0) {
      holdUntil = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
    } else {
      receive(Channel.SHELL);
    }
  }

  private void receive(Channel channel) {
    ZMQ.Socket socket = sockets.get(channel);
    List<byte[]> frames = new ArrayList<>();
    do {
      frames.add(socket.recv());
    } while (socket.hasReceiveMore());
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

  private void sendQueued() {
    iopub.sendWaiting();
    for (Outgoing next = outgoing.poll(); next != null; next = outgoing.poll()) {
      if (next.channel() == Channel.IOPUB) {
        iopub.send(next.message());
      } else {
        send(sockets.get(next.channel()), codec.sign(next.message()));
      }
    }
  }

  /** Sends the frames of a message, or its last ones. */
  static void send(ZMQ.Socket socket, List<byte[]> frames) {
    int last = frames.size() - 1;
    for (int i = 0; i < last; i++) {
      socket.sendMore(frames.get(i));
    }
    socket.send(frames.get(last));
  }

  /** Sends what is queued, then closes. Waits a bounded time. */
  @Override
  public void close() throws InterruptedException {
    closing = true;
    wake.wake();
    thread.join(3_000);
    for (IpcBridge bridge : bridges) {
      try {
        bridge.close();
      } catch (IOException e) {
        System.getLogger(Sockets.class.getName())
            .log(System.Logger.Level.WARNING, "a Unix socket stays behind: {0}", e.getMessage());
      }
    }
  }
}
