package dev.culvert.magics.tunnel.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.function.Consumer;

/**
 * One local connection and the SSH channel it continues in.
 *
 * <p>Two daemon threads, one each way; each blocks only for its own direction, so that a slow
 * reader on one side never holds up the SSH session, whose flow control is the channel's window.
 * While the client keeps up, the thread that reads the SSH connection writes to it at once, and the
 * thread of that direction sleeps. So the socket never blocks, and who must wait for it does so
 * with a selector of its own. Invariant: an end that was not orderly (session lost, target reset)
 * reaches the local client as a reset, never as a clean end of data. Hazard: closing a socket wakes
 * nobody who waits for it in a selector, and frees it only when those are closed, too; so {@link
 * #reset} wakes both threads.
 */
final class ForwardedConnection {

  /** Opens the channel; may take as long as connecting anew. */
  interface ChannelSource {
    ForwardChannel open() throws IOException;
  }

  private static final int BUFFER = 64 << 10;

  private final SocketChannel client;
  private final Traffic traffic;
  private final String threadName;
  private final Wait readable = new Wait(SelectionKey.OP_READ);
  private final Wait writable = new Wait(SelectionKey.OP_WRITE);
  private volatile ForwardChannel channel;
  private volatile boolean cut;

  ForwardedConnection(SocketChannel client, Traffic traffic, String threadName) {
    this.client = client;
    this.traffic = traffic;
    this.threadName = threadName;
  }

  /** Where a local connection comes from, as the SSH server is told. */
  static HostPort originOf(SocketChannel client) {
    try {
      InetSocketAddress from = (InetSocketAddress) client.getRemoteAddress();
      return new HostPort(from.getAddress().getHostAddress(), from.getPort());
    } catch (IOException e) {
      return new HostPort("127.0.0.1", 0); // gone already; the pump will see it
    }
  }

  /**
   * Starts to carry.
   *
   * @param open run on the connection's own thread
   * @param outcome told why the channel could not be opened, or null when it could
   * @param done run when nothing is carried any more
   */
  void start(ChannelSource open, Consumer<String> outcome, Runnable done) {
    daemon(() -> carry(open, outcome, done), "-up");
  }

  /** Ends the connection at once; both sides see that it was not orderly. */
  void cut() {
    cut = true;
    reset();
    ForwardChannel opened = channel;
    if (opened != null) {
      opened.close(true);
    }
  }

  private void carry(ChannelSource open, Consumer<String> outcome, Runnable done) {
    traffic.connections.increment();
    traffic.open.incrementAndGet();
    try {
      client.setOption(StandardSocketOptions.TCP_NODELAY, true);
      ForwardChannel opened = open.open();
      channel = opened;
      outcome.accept(null);
      carry(opened);
    } catch (TunnelError e) {
      traffic.failures.increment();
      outcome.accept(e.name() + ": " + e.getMessage());
      reset();
    } catch (IOException | RuntimeException e) {
      traffic.failures.increment();
      outcome.accept(String.valueOf(e));
      reset();
    } finally {
      traffic.open.decrementAndGet();
      done.run();
    }
  }

  private void carry(ForwardChannel opened) throws IOException {
    client.configureBlocking(false);
    opened.incoming().passTo(bytes -> traffic.fromServer.add(client.write(bytes)));
    Thread down = daemon(() -> fromServer(opened), "-down");
    toServer(opened);
    joinQuietly(down);
    opened.close(cut);
    client.close();
  }

  private void toServer(ForwardChannel opened) {
    byte[] bytes = new byte[BUFFER];
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    try (readable;
        OutputStream out = opened.outgoing()) {
      int count;
      while (!cut && (count = client.read(buffer.clear())) >= 0) {
        if (count > 0) {
          out.write(bytes, 0, count);
          out.flush();
          traffic.toServer.add(count);
        }
        if (count < BUFFER) {
          readable.await();
        }
      }
      // Closing the stream tells the target that no more will come; it may still answer.
    } catch (IOException e) {
      // The client reset, or the session is gone: the other direction has nobody to talk to.
      opened.close(false);
      reset();
    }
  }

  private void fromServer(ForwardChannel opened) {
    try (writable) {
      List<ByteBuffer> chunks;
      while (!(chunks = opened.incoming().take()).isEmpty()) {
        write(chunks.toArray(ByteBuffer[]::new));
      }
      client.shutdownOutput();
    } catch (IOException e) {
      // The session is gone or the client is: the other direction has nobody to talk to.
      opened.close(false);
      reset();
    }
  }

  private void write(ByteBuffer[] chunks) throws IOException {
    ByteBuffer last = chunks[chunks.length - 1];
    while (true) {
      traffic.fromServer.add(client.write(chunks));
      if (!last.hasRemaining()) {
        return;
      }
      writable.await();
    }
  }

  /** Closes the local side so that its client gets an error and not an end of data. */
  private void reset() {
    try {
      if (client.isOpen()) {
        client.setOption(StandardSocketOptions.SO_LINGER, 0);
        client.close();
      }
    } catch (IOException e) {
      cut = true; // it is closed as far as it can be; the pumps end by their next call
    } finally {
      readable.wake();
      writable.wake();
    }
  }

  private Thread daemon(Runnable work, String direction) {
    Thread thread = new Thread(work, threadName + direction);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private static void joinQuietly(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** One thread's waiting for the client's socket. The selector is made when it first waits. */
  private final class Wait implements AutoCloseable {
    private final int operation;
    private volatile Selector selector; // null: none yet; published before the socket is registered

    Wait(int operation) {
      this.operation = operation;
    }

    /** Waits until the operation may do something, or {@link #wake()}. */
    void await() throws IOException {
      if (selector == null) {
        selector = Selector.open();
        client.register(selector, operation);
      }
      selector.select();
      selector.selectedKeys().clear();
    }

    /** Ends waiting, also that which is about to begin. */
    void wake() {
      Selector opened = selector;
      if (opened != null) {
        opened.wakeup();
      }
    }

    @Override
    public void close() throws IOException {
      if (selector != null) {
        selector.close();
      }
    }
  }
}
