package dev.culvert.magics.tunnel.internal;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.ClosedChannelException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.sshd.common.io.AbstractIoWriteFuture;
import org.apache.sshd.common.io.IoHandler;
import org.apache.sshd.common.io.IoService;
import org.apache.sshd.common.io.IoSession;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.closeable.AbstractCloseable;

/**
 * What is the same for all connections an SSH session travels over.
 *
 * <p>Invariant: it is known to its connector until it is closed, so that closing a client ends its
 * connections, also those that are only being made.
 */
abstract class RoutedSession extends AbstractCloseable implements IoSession {

  private static final AtomicLong IDS = new AtomicLong();

  /** Bytes to write, and who waits for that. */
  static final class Write extends AbstractIoWriteFuture {
    final Buffer buffer; // null: nothing more will come

    Write(Buffer buffer) {
      super("write", null);
      this.buffer = buffer;
    }
  }

  final IoHandler handler;
  private final long id = IDS.incrementAndGet();
  private final RoutedConnector connector;
  private final String name;
  private final Map<Object, Object> attributes = new ConcurrentHashMap<>();

  RoutedSession(RoutedConnector connector, IoHandler handler, String name) {
    this.connector = connector;
    this.handler = handler;
    this.name = name;
    connector.add(this);
  }

  @Override
  public long getId() {
    return id;
  }

  @Override
  public SocketAddress getRemoteAddress() {
    return InetSocketAddress.createUnresolved(name, 22);
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
    return connector;
  }

  @Override
  protected void doCloseImmediately() {
    super.doCloseImmediately();
    try {
      handler.sessionClosed(this);
    } catch (Exception e) {
      log.debug("sessionClosed", e); // the session is gone whatever its handler says
    } finally {
      connector.remove(this);
    }
  }

  @Override
  public String toString() {
    return getClass().getSimpleName() + "[" + name + "]";
  }

  static ClosedChannelException closedBefore() {
    return new ClosedChannelException();
  }

  /** Tells the SSH session why its connection ends, unless it ended it itself. */
  final void report(Exception e) {
    if (isClosing()) {
      return;
    }
    try {
      handler.exceptionCaught(this, e);
    } catch (Exception again) {
      e.addSuppressed(again);
      log.debug("exceptionCaught", e);
    }
  }

  final void daemon(Runnable work, String suffix) {
    Thread thread = new Thread(work, "tunnel-" + name + suffix);
    thread.setDaemon(true);
    thread.start();
  }
}
