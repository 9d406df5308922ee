package dev.culvert.client;

import dev.culvert.protocol.ConnectionInfo;
import dev.culvert.protocol.Message;
import dev.culvert.protocol.MessageCodec;
import dev.culvert.protocol.ProtocolException;
import dev.culvert.sockets.LibraryFailures;
import dev.culvert.sockets.WakePipe;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZFrame;
import org.zeromq.ZMQ;
import org.zeromq.ZMsg;

/**
 * The sockets of one client and the only thread that touches them.
 *
 * <p>The thread blocks in one poll over all sockets and a pipe. Others hand it work through a queue
 * and then wake it; in this order, so none is overlooked.
 *
 * <p>Race: a kernel that dies may have sent messages that are still on their way through ZeroMQ's
 * own thread. So after {@link #peerDied} the loop goes on until nothing came for {@link
 * #QUIET_MILLIS}, and only then says {@link Listener#quietAfterDeath}.
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
  private static final int AT_A_TIME = 256; // messages of one socket before the others have a turn

  private record Outgoing(Channel channel, Message message, List<byte[]> frames) {}

  private final ConnectionInfo info;
  private final String session;
  private final Listener listener;
  private final MessageCodec codec; // the loop's thread only
  private final Queue<Outgoing> outgoing = new ConcurrentLinkedQueue<>();
  private final WakePipe wake = WakePipe.open();
  private final Thread thread;
  private volatile boolean closed;
  private volatile boolean peerDied;

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
    wake.wake();
  }

  /** Sends frames as they are, unsigned and unchecked. */
  void sendFrames(Channel channel, List<byte[]> frames) {
    outgoing.add(new Outgoing(channel, null, List.copyOf(frames)));
    wake.wake();
  }

  void peerDied() {
    peerDied = true;
    wake.wake();
  }

  void close() throws InterruptedException {
    abandon();
    thread.join();
  }

  /** As {@link #close}, without waiting for the thread's end. */
  void abandon() {
    closed = true;
    wake.wake();
  }

  private void run() {
    try (ZContext context = new ZContext(1)) {
      context.setLinger(0);
      context.setNotificationExceptionHandler(LibraryFailures.logged(() -> closed));
      Map<Source, ZMQ.Socket> sockets = connect(context);
      ZMQ.Poller poller = context.createPoller(sockets.size() + 1);
      poller.register(wake.source(), ZMQ.Poller.POLLIN);
      sockets.values().forEach(socket -> poller.register(socket, ZMQ.Poller.POLLIN));
      while (!closed) {
        turn(poller, sockets);
      }
    } catch (RuntimeException e) {
      listener.broken(e);
    } finally {
      wake.close();
    }
  }

  private void turn(ZMQ.Poller poller, Map<Source, ZMQ.Socket> sockets) {
    boolean dead = peerDied;
    int ready = poller.poll(dead ? QUIET_MILLIS : -1);
    wake.taken();
    for (Outgoing next = outgoing.poll(); next != null; next = outgoing.poll()) {
      List<byte[]> frames = next.message() == null ? next.frames() : codec.encode(next.message());
      send(sockets.get(Source.valueOf(next.channel().name())), frames);
    }
    sockets.forEach(this::receive);
    if (dead && ready == 0) {
      listener.quietAfterDeath();
      peerDied = false; // said once; nothing more will come, so the poll may wait for close
    }
  }

  private Map<Source, ZMQ.Socket> connect(ZContext context) {
    Map<Source, ZMQ.Socket> sockets = new EnumMap<>(Source.class);
    sockets.put(Source.STDIN, connect(context, SocketType.DEALER, info.stdinPort()));
    sockets.put(Source.IOPUB, connect(context, SocketType.SUB, info.iopubPort()));
    sockets.get(Source.IOPUB).subscribe(ZMQ.SUBSCRIPTION_ALL);
    sockets.put(Source.SHELL, connect(context, SocketType.DEALER, info.shellPort()));
    sockets.put(Source.CONTROL, connect(context, SocketType.DEALER, info.controlPort()));
    return sockets;
  }

  private ZMQ.Socket connect(ZContext context, SocketType type, int port) {
    ZMQ.Socket socket = context.createSocket(type);
    socket.setRcvHWM(0); // without a limit: a limit would drop output
    socket.setSndHWM(0);
    // The kernel binds while we knock. No growing pauses: a question that the kernel asks before
    // our stdin socket is through is dropped, and nobody would ever answer it.
    socket.setReconnectIVL(5);
    if (type == SocketType.DEALER) {
      // Kernels route their questions by the identity the request came from.
      socket.setIdentity(session.getBytes(StandardCharsets.UTF_8));
    }
    socket.connect(info.address(port));
    return socket;
  }

  private static void send(ZMQ.Socket socket, List<byte[]> frames) {
    ZMsg message = new ZMsg();
    frames.forEach(message::add);
    message.send(socket);
  }

  private void receive(Source source, ZMQ.Socket socket) {
    for (int i = 0; i < AT_A_TIME; i++) {
      ZMsg message = ZMsg.recvMsg(socket, ZMQ.DONTWAIT);
      if (message == null) {
        return;
      }
      List<byte[]> frames = new ArrayList<>(message.size());
      for (ZFrame frame : message) {
        frames.add(frame.getData());
      }
      deliver(source, frames);
    }
  }

  private void deliver(Source source, List<byte[]> frames) {
    try {
      listener.received(source, codec.decode(frames));
    } catch (ProtocolException problem) {
      listener.notAMessage(source, problem);
    }
  }
}
