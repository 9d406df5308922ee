package dev.culvert.magics.tunnel.internal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.ReentrantLock;
import jdk.net.ExtendedSocketOptions;
import org.apache.sshd.common.future.CloseFuture;
import org.apache.sshd.common.future.DefaultCloseFuture;
import org.apache.sshd.common.io.DefaultIoConnectFuture;
import org.apache.sshd.common.io.IoConnectFuture;
import org.apache.sshd.common.io.IoHandler;
import org.apache.sshd.common.io.IoWriteFuture;
import org.apache.sshd.common.util.Readable;
import org.apache.sshd.common.util.buffer.Buffer;

/**
 * An SSH session's connection by TCP.
 *
 * <p>One daemon thread connects, reads, and handles what it read; that is the SSH session's reading
 * thread. Whoever writes a packet writes it to the socket at once, and never waits: what the socket
 * does not take is left to the reading thread. So a packet wakes no thread of ours but the one that
 * reads it. (The library's own connections hand each read from a polling thread to a pool, which
 * costs a tenth of the throughput and one more wake-up for each answer.) While much comes it reads
 * again without asking whether there is more.
 *
 * <p>What is little is acknowledged at once, where the system can do that. OpenSSH's server leaves
 * Nagle's algorithm on for forwards: its next small packet waits for that, and the system would
 * take its time, 40 ms on Linux, in the hope of an answer that takes it along.
 *
 * <p>Invariant: bytes are written in the order of {@link #writeBuffer}; none is written directly
 * while any is queued. The queue needs no limit of its own: the SSH session's windows bound it.
 */
final class TcpSession extends RoutedSession {

  private static final int READ_BUFFER = 256 << 10;
  private static final int MORE_IS_LIKELY = 16 << 10; // after a read of so much

  private final InetSocketAddress address;
  private final SocketChannel channel;
  private final Selector selector;
  private final boolean acknowledges;
  private long connectNanos; // how long it took; the reading thread's
  private final ReentrantLock writing = new ReentrantLock();
  private final Queue<Write> queue = new ArrayDeque<>(); // guarded by writing
  private ByteBuffer first; // what is left of the queue's head; guarded by writing
  private final DefaultCloseFuture allWritten = new DefaultCloseFuture("writes", null);
  private volatile boolean suspended;

  private TcpSession(
      InetSocketAddress address,
      SocketChannel channel,
      Selector selector,
      RoutedConnector connector,
      IoHandler handler) {
    super(connector, handler, address.getHostString() + ":" + address.getPort());
    this.address = address;
    this.channel = channel;
    this.selector = selector;
    this.acknowledges = channel.supportedOptions().contains(ExtendedSocketOptions.TCP_QUICKACK);
  }

  /** Starts to connect. Cancelling the future ends the attempt. */
  static IoConnectFuture connect(
      InetSocketAddress address, InetAddress from, RoutedConnector connector, IoHandler handler) {
    DefaultIoConnectFuture future = new DefaultIoConnectFuture(address, null);
    SocketChannel channel = null;
    try {
      channel = SocketChannel.open();
      if (from != null) {
        channel.bind(new InetSocketAddress(from, 0));
      }
      TcpSession session = new TcpSession(address, channel, Selector.open(), connector, handler);
      future.addListener(
          done -> {
            if (done.isCanceled()) {
              session.close(true);
            }
          });
      session.daemon(() -> session.run(future), "-ssh");
    } catch (IOException e) {
      closeQuietly(channel, e);
      future.setException(e);
    }
    return future;
  }

  private static void closeQuietly(SocketChannel channel, IOException why) {
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException e) {
        why.addSuppressed(e);
      }
    }
  }

  /** How long it took to connect: the systems' answer, which waits for neither of the programs. */
  long connectNanos() {
    return connectNanos;
  }

  @Override
  public IoWriteFuture writeBuffer(Buffer buffer) {
    Write write = new Write(buffer);
    if (isClosing()) {
      write.setValue(closedBefore());
      return write;
    }
    Object outcome = null; // told outside of the lock: whoever waits may write again
    writing.lock();
    try {
      ByteBuffer bytes = ByteBuffer.wrap(buffer.array(), buffer.rpos(), buffer.available());
      if (queue.isEmpty()) {
        channel.write(bytes);
      }
      if (!bytes.hasRemaining()) {
        outcome = Boolean.TRUE;
      } else {
        enqueue(write, bytes);
      }
    } catch (IOException e) {
      outcome = e;
    } finally {
      writing.unlock();
    }
    if (outcome != null) {
      write.setValue(outcome);
    }
    return write;
  }

  @Override
  public void shutdownOutputStream() {
    writing.lock();
    try {
      enqueue(new Write(null), null);
    } finally {
      writing.unlock();
    }
  }

  @Override
  public void suspendRead() {
    suspended = true;
  }

  @Override
  public void resumeRead() {
    suspended = false;
    selector.wakeup();
  }

  @Override
  protected CloseFuture doCloseGracefully() {
    shutdownOutputStream();
    return allWritten;
  }

  @Override
  protected void doCloseImmediately() {
    try {
      channel.close();
    } catch (IOException e) {
      log.debug("close", e); // it is closed as far as it can be
    }
    selector.wakeup();
    failWaiting();
    super.doCloseImmediately();
  }

  private void enqueue(Write write, ByteBuffer left) {
    if (queue.isEmpty()) {
      first = left;
    }
    queue.add(write);
    selector.wakeup();
  }

  private void run(DefaultIoConnectFuture future) {
    try (selector) {
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
      long begun = System.nanoTime();
      channel.connect(address);
      connectNanos = System.nanoTime() - begun;
      channel.configureBlocking(false);
      handler.sessionCreated(this);
      future.setSession(this);
      if (future.getSession() == this) {
        carry();
      }
    } catch (Exception e) {
      future.setException(e);
      report(e);
    }
    close(true);
  }

  private void carry() throws Exception {
    SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
    ByteBuffer bytes = ByteBuffer.allocateDirect(READ_BUFFER);
    Readable readable = Readable.readable(bytes);
    int count = 0;
    while (!isClosed() && count >= 0) {
      boolean left = writeQueued();
      if (suspended || count < MORE_IS_LIKELY) {
        int interest = suspended ? 0 : SelectionKey.OP_READ;
        key.interestOps(left ? interest | SelectionKey.OP_WRITE : interest);
        selector.select();
        selector.selectedKeys().clear();
      }
      count = suspended ? 0 : channel.read(bytes.clear());
      if (count > 0) {
        bytes.flip();
        handler.messageReceived(this, readable);
        if (acknowledges && count < MORE_IS_LIKELY && !isClosed()) {
          channel.setOption(ExtendedSocketOptions.TCP_QUICKACK, true); // holds for a while only
        }
      }
    }
  }

  /** Writes what the socket takes now; tells whether any is left. */
  private boolean writeQueued() throws IOException {
    List<Write> written = new ArrayList<>();
    boolean left;
    writing.lock();
    try {
      while (!queue.isEmpty()) {
        if (queue.peek().buffer == null) {
          channel.shutdownOutput();
          allWritten.setClosed();
        } else {
          channel.write(first);
          if (first.hasRemaining()) {
            break;
          }
        }
        written.add(queue.remove());
        first = rest(queue.peek());
      }
      left = !queue.isEmpty();
    } finally {
      writing.unlock();
    }
    written.forEach(write -> write.setValue(Boolean.TRUE));
    return left;
  }

  private static ByteBuffer rest(Write write) {
    return write == null || write.buffer == null
        ? null
        : ByteBuffer.wrap(write.buffer.array(), write.buffer.rpos(), write.buffer.available());
  }

  private void failWaiting() {
    List<Write> failed;
    writing.lock();
    try {
      failed = List.copyOf(queue);
      queue.clear();
    } finally {
      writing.unlock();
    }
    failed.forEach(write -> write.setValue(closedBefore()));
    allWritten.setClosed();
  }
}
