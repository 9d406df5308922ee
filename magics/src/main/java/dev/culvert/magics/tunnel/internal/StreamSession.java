package dev.culvert.magics.tunnel.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.sshd.common.future.CloseFuture;
import org.apache.sshd.common.future.DefaultCloseFuture;
import org.apache.sshd.common.io.DefaultIoConnectFuture;
import org.apache.sshd.common.io.IoHandler;
import org.apache.sshd.common.io.IoWriteFuture;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;

/**
 * An SSH session's connection over two streams: a channel through another SSH server, or a command.
 *
 * <p>A daemon thread reads, another writes, so that neither direction can hold up the other. The
 * queue of what is to be written needs no limit of its own: the SSH session's windows bound it.
 */
final class StreamSession extends RoutedSession {

  private static final int READ_BUFFER = 128 << 10;

  /** Two streams and how to end them. */
  interface Pipe extends AutoCloseable {

    /** What it leads to, for the names of threads. */
    String name();

    InputStream in() throws IOException;

    OutputStream out() throws IOException;

    /** Ends both streams, also under a thread that reads or writes; never waits. */
    @Override
    void close();
  }

  private final Pipe pipe;
  private final LinkedBlockingQueue<Write> writes = new LinkedBlockingQueue<>();
  private final DefaultCloseFuture allWritten = new DefaultCloseFuture("writes", null);
  private final Object reading = new Object();
  private boolean suspended; // guarded by reading

  private StreamSession(Pipe pipe, RoutedConnector connector, IoHandler handler) {
    super(connector, handler, pipe.name());
    this.pipe = pipe;
  }

  /** Starts the session and tells the future. */
  static void start(
      Pipe pipe, RoutedConnector connector, IoHandler handler, DefaultIoConnectFuture future) {
    StreamSession session = new StreamSession(pipe, connector, handler);
    try {
      handler.sessionCreated(session);
    } catch (Exception e) {
      session.close(true);
      future.setException(e);
      return;
    }
    future.setSession(session);
    session.daemon(session::read, "-read");
    session.daemon(session::write, "-write");
  }

  @Override
  public IoWriteFuture writeBuffer(Buffer buffer) {
    Write write = new Write(buffer);
    if (isClosing()) {
      write.setValue(closedBefore());
    } else {
      writes.add(write);
    }
    return write;
  }

  @Override
  public void shutdownOutputStream() {
    writes.add(new Write(null));
  }

  @Override
  public void suspendRead() {
    synchronized (reading) {
      suspended = true;
    }
  }

  @Override
  public void resumeRead() {
    synchronized (reading) {
      suspended = false;
      reading.notifyAll();
    }
  }

  @Override
  protected CloseFuture doCloseGracefully() {
    writes.add(new Write(null));
    return allWritten;
  }

  @Override
  protected void doCloseImmediately() {
    pipe.close();
    resumeRead();
    failWaiting(closedBefore());
    writes.add(new Write(null)); // ends the writing thread
    super.doCloseImmediately();
  }

  private void read() {
    byte[] bytes = new byte[READ_BUFFER];
    try {
      InputStream in = pipe.in();
      int count;
      while ((count = in.read(bytes)) >= 0) {
        awaitResumed();
        handler.messageReceived(this, new ByteArrayBuffer(bytes, 0, count));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      report(e);
    }
    close(true);
  }

  private void awaitResumed() throws InterruptedException {
    synchronized (reading) {
      while (suspended) {
        reading.wait();
      }
    }
  }

  private void write() {
    Write write = null;
    try (OutputStream out = pipe.out()) {
      while ((write = writes.take()).buffer != null) {
        out.write(write.buffer.array(), write.buffer.rpos(), write.buffer.available());
        if (writes.isEmpty()) {
          out.flush();
        }
        write.setValue(Boolean.TRUE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      if (write != null) {
        write.setValue(e);
      }
      report(e);
      close(true);
    } finally {
      allWritten.setClosed();
      failWaiting(closedBefore());
    }
  }

  private void failWaiting(IOException why) {
    for (Write write = writes.poll(); write != null; write = writes.poll()) {
      write.setValue(write.buffer == null ? Boolean.TRUE : why);
    }
  }
}
