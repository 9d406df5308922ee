package dev.culvert.zmtp;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * All connections of one thread: it waits for what happens on any of them, and does it.
 *
 * <p>Invariant: nothing here waits but {@link #poll}, and that for connections, for a time that is
 * due, or for {@link #wakeup}. What was sent is written by the next {@link #poll} at the latest, as
 * many messages at once as came together.
 *
 * <p>Belongs to one thread; {@link #wakeup} is any thread's.
 */
public final class Reactor implements AutoCloseable {

  /** What the selector's keys hold. */
  interface Channelled {
    /**
     * Its channel can do something of what it waits for.
     *
     * @param in lent for reading
     * @param out lent for writing
     */
    void ready(ByteBuffer in, ByteBuffer out);
  }

  private record Later(long at, Runnable action) {}

  private static final int READ_AT_ONCE = 256 << 10;
  private static final int WRITTEN_AT_ONCE = 256 << 10;
  private static final Duration ACCEPT_AGAIN = Duration.ofMillis(100);

  private final Selector selector;
  private final ByteBuffer in = ByteBuffer.allocateDirect(READ_AT_ONCE);
  private final ByteBuffer out = ByteBuffer.allocateDirect(WRITTEN_AT_ONCE);
  private final Set<Peer> peers = new HashSet<>(); // with an open connection
  private final Queue<Peer> toFlush = new ArrayDeque<>();
  private final Queue<Later> later = new PriorityQueue<>(Comparator.comparingLong(Later::at));
  private final List<Path> paths = new ArrayList<>(); // of Unix sockets that were bound
  private int identities;

  private Reactor(Selector selector) {
    this.selector = selector;
  }

  /**
   * Makes one without connections.
   *
   * @throws UncheckedIOException when the process has no descriptors left
   */
  public static Reactor open() {
    try {
      return new Reactor(Selector.open());
    } catch (IOException e) {
      throw new UncheckedIOException("no selector can be had for the sockets", e);
    }
  }

  /**
   * Takes connections at an address, from now on.
   *
   * @param address of the internet, or of a Unix socket
   * @return the address, with the port that the system chose where none was given
   * @throws IOException when it is taken, or none of this machine
   */
  public SocketAddress bind(SocketAddress address, SocketType type, PeerListener listener)
      throws IOException {
    requireResolved(address);
    ServerSocketChannel server =
        address instanceof UnixDomainSocketAddress
            ? ServerSocketChannel.open(StandardProtocolFamily.UNIX)
            : ServerSocketChannel.open();
    try {
      server.bind(address);
      if (address instanceof UnixDomainSocketAddress unix) {
        paths.add(unix.getPath());
      }
      server.configureBlocking(false);
      SelectionKey key = server.register(selector, SelectionKey.OP_ACCEPT);
      key.attach((Channelled) (unusedIn, unusedOut) -> accept(server, key, type, listener));
      return server.getLocalAddress();
    } catch (IOException | RuntimeException e) {
      closeQuietly(server);
      throw e;
    }
  }

  /** Else the JDK fails with an exception that no caller expects. */
  static void requireResolved(SocketAddress address) throws UnknownHostException {
    if (address instanceof InetSocketAddress inet && inet.isUnresolved()) {
      throw new UnknownHostException("unknown host " + inet.getHostString());
    }
  }

  private void accept(
      ServerSocketChannel server, SelectionKey key, SocketType type, PeerListener listener) {
    SocketChannel channel;
    try {
      channel = server.accept();
    } catch (IOException e) { // no descriptors left; it would be ready again at once
      System.getLogger(Reactor.class.getName())
          .log(System.Logger.Level.WARNING, "a connection cannot be taken: {0}", e.getMessage());
      key.interestOps(0);
      later(ACCEPT_AGAIN, () -> key.interestOps(SelectionKey.OP_ACCEPT));
      return;
    }
    if (channel != null) {
      open(channel, new Peer(this, channel, type, new byte[0], listener, () -> {}));
    }
  }

  /**
   * Connects with an address, and again whenever that fails or the connection ends.
   *
   * @param identity what the other side is to know this socket by; empty when it may choose
   */
  public Connector connect(
      SocketAddress address, SocketType type, byte[] identity, PeerListener listener) {
    Connector connector = new Connector(this, address, type, identity, listener);
    connector.connect();
    return connector;
  }

  /** A channel that is connected becomes a peer; a broken one is closed. */
  void open(SocketChannel channel, Peer peer) {
    try {
      channel.configureBlocking(false);
      if (channel.getRemoteAddress() instanceof InetSocketAddress) {
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      }
      peers.add(peer);
      peer.registered(register(channel, SelectionKey.OP_READ, peer::ready));
    } catch (IOException e) {
      peer.close(e);
    }
  }

  SelectionKey register(SocketChannel channel, int operations, Channelled attachment)
      throws IOException {
    return channel.register(selector, operations, attachment);
  }

  /** A peer's connection ended. */
  void closed(Peer peer) {
    peers.remove(peer);
  }

  /** Has a peer's {@code flush} called before the thread waits. */
  void flushSoon(Peer peer) {
    toFlush.add(peer);
  }

  /** Has something done by a later {@link #poll}. */
  public void later(Duration delay, Runnable action) {
    later.add(new Later(System.nanoTime() + delay.toNanos(), action));
  }

  /** One that no peer chooses: theirs must not begin with a zero. */
  byte[] newIdentity() {
    return ByteBuffer.allocate(1 + Integer.BYTES).put((byte) 0).putInt(++identities).array();
  }

  /**
   * Writes what was sent, waits until something happens, does what is to be done, and writes what
   * was sent by that.
   *
   * @param millis at most; 0 not to wait, less than 0 without a limit
   * @return whether anything happened to a connection
   * @throws UncheckedIOException when the system does not let it wait
   */
  public boolean poll(long millis) {
    flush();
    long wait = untilDue(millis);
    try {
      int happened =
          wait == 0
              ? selector.selectNow(this::ready)
              : selector.select(this::ready, Math.max(wait, 0));
      runDue();
      flush();
      return happened > 0;
    } catch (IOException e) {
      throw new UncheckedIOException("the sockets cannot be waited for", e);
    }
  }

  private void ready(SelectionKey key) {
    ((Channelled) key.attachment()).ready(in, out);
  }

  /** Writes what connections take of what was sent. */
  public void flush() {
    for (Peer peer = toFlush.poll(); peer != null; peer = toFlush.poll()) {
      peer.flush(out);
    }
  }

  private long untilDue(long millis) {
    if (later.isEmpty()) {
      return millis;
    }
    long nanos = Math.max(0, later.element().at() - System.nanoTime());
    long due = TimeUnit.NANOSECONDS.toMillis(nanos + TimeUnit.MILLISECONDS.toNanos(1) - 1);
    return millis < 0 ? due : Math.min(millis, due);
  }

  private void runDue() {
    List<Runnable> due = new ArrayList<>();
    while (!later.isEmpty() && later.element().at() - System.nanoTime() <= 0) {
      due.add(later.remove().action());
    }
    due.forEach(Runnable::run);
  }

  /** Ends the {@link #poll} that waits, or the next one. */
  public void wakeup() {
    selector.wakeup();
  }

  /** Whether connections have not taken all that was sent. */
  public boolean hasUnsent() {
    for (Peer peer : peers) {
      if (peer.unsent() > 0) {
        return true;
      }
    }
    return false;
  }

  /** Ends all connections; what was not sent is lost. Unix sockets are removed. */
  @Override
  public void close() {
    for (SelectionKey key : List.copyOf(selector.keys())) {
      closeQuietly(key.channel());
    }
    closeQuietly(selector); // which lets go of the channels' descriptors
    for (Path path : paths) {
      try {
        Files.deleteIfExists(path);
      } catch (IOException e) {
        System.getLogger(Reactor.class.getName())
            .log(System.Logger.Level.WARNING, "a Unix socket stays behind: {0}", e.getMessage());
      }
    }
  }

  static void closeQuietly(Closeable channel) {
    try {
      channel.close();
    } catch (IOException e) {
      System.getLogger(Reactor.class.getName())
          .log(System.Logger.Level.DEBUG, "closing a socket that is broken already", e);
    }
  }
}
