package dev.culvert.magics.tunnel.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.ClosedChannelException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.sshd.common.future.CloseFuture;
import org.apache.sshd.common.future.DefaultCloseFuture;
import org.apache.sshd.common.io.AbstractIoWriteFuture;
import org.apache.sshd.common.io.DefaultIoConnectFuture;
import org.apache.sshd.common.io.IoHandler;
import org.apache.sshd.common.io.IoService;
import org.apache.sshd.common.io.IoSession;
import org.apache.sshd.common.io.IoWriteFuture;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.apache.sshd.common.util.closeable.AbstractCloseable;

/**
 * An SSH session's connection over two streams: a channel through another SSH server, or a command.
 *
 * <p>A daemon thread reads, another writes, so that neither direction can hold up the other. The
 * queue of what is to be written needs no limit of its own: the SSH session's windows bound it.
 */
final class StreamSession extends AbstractCloseable implements IoSession {

  private static final int READ_BUFFER = 128 << 10;
  private static final AtomicLong IDS = new AtomicLong();

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

  private static final class Write extends AbstractIoWriteFuture {
    private final Buffer buffer; // null: nothing more will come

    Write(Buffer buffer) {
      super("write", null);
      this.buffer = buffer;
    }
  }

  private final long id = IDS.incrementAndGet();
  private final Pipe pipe;
  private final IoService service;
  private final IoHandler handler;
  private final Map<Object, Object> attributes = new ConcurrentHashMap<>();
  private final LinkedBlockingQueue<Write> writes = new LinkedBlockingQueue<>();
  private final DefaultCloseFuture allWritten = new DefaultCloseFuture("writes", null);
  private final Object reading = new Object();
  private boolean suspended; // guarded by reading

  private StreamSession(Pipe pipe, IoService service, IoHandler handler) {
    this.pipe = pipe;
    this.service = service;
    this.handler = handler;
  }

  /** Starts the session and tells the future. */
  static void start(
      Pipe pipe, IoService service, IoHandler handler, DefaultIoConnectFuture future) {
    StreamSession session = new StreamSession(pipe, service, handler);
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
      write.setValue(new ClosedChannelException());
    } else {
      writes.add(write);
    }
    return write;
  }

  @Override
  public long getId() {
    return id;
  }

  @Override
  public SocketAddress getRemoteAddress() {
    return InetSocketAddress.createUnresolved(pipe.name(), 22);
  }

  @Override
  public SocketAddress getLocalAddress() {
    return InetSocketAddress.createUnresolved("localhost", 0);
  }

  @Override
  public SocketAddress getAcceptanceAddress() {
    return null;
  }

  @Override
  public Object getAttribute(Object key) {
    return attributes.get(key);
  }

  @Override
  public Object setAttribute(Object key, Object value) {
    return attributes.put(key, value);
  }

  @Override
  public Object setAttributeIfAbsent(Object key, Object value) {
    return attributes.putIfAbsent(key, value);
  }

  @Override
  public Object removeAttribute(Object key) {
    return attributes.remove(key);
  }

  @Override
  public IoService getService() {
    return service;
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
    failWaiting(new ClosedChannelException());
    writes.add(new Write(null)); // ends the writing thread
    super.doCloseImmediately();
    try {
      handler.sessionClosed(this);
    } catch (Exception e) {
      log.debug("sessionClosed", e); // the session is gone whatever its handler says
    }
  }

  @Override
  public String toString() {
    return "StreamSession[" + pipe.name() + "]";
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
      failWaiting(new ClosedChannelException());
    }
  }

  private void failWaiting(IOException why) {
    for (Write write = writes.poll(); write != null; write = writes.poll()) {
      write.setValue(write.buffer == null ? Boolean.TRUE : why);
    }
  }

  private void report(Exception e) {
    if (isClosing()) {
      return; // closing the pipe is what ended it
    }
    try {
      handler.exceptionCaught(this, e);
    } catch (Exception again) {
      e.addSuppressed(again);
      log.debug("exceptionCaught", e);
    }
  }

  private void daemon(Runnable work, String direction) {
    Thread thread = new Thread(work, "tunnel-" + pipe.name() + direction);
    thread.setDaemon(true);
    thread.start();
  }
}
