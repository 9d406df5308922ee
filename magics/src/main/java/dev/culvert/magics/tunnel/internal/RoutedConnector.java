package dev.culvert.magics.tunnel.internal;

import java.net.SocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.sshd.common.AttributeRepository;
import org.apache.sshd.common.Closeable;
import org.apache.sshd.common.io.IoConnectFuture;
import org.apache.sshd.common.io.IoConnector;
import org.apache.sshd.common.io.IoHandler;
import org.apache.sshd.common.io.IoServiceEventListener;
import org.apache.sshd.common.io.IoSession;
import org.apache.sshd.common.util.closeable.AbstractInnerCloseable;

/** Connects by a route instead of by an address, and ends what it connected when it is closed. */
final class RoutedConnector extends AbstractInnerCloseable implements IoConnector {

  private final IoHandler handler;
  private final Map<Long, IoSession> sessions = new ConcurrentHashMap<>();
  private volatile Route route;

  RoutedConnector(IoHandler handler) {
    this.handler = handler;
  }

  /** Sets how the next session travels. */
  void route(Route next) {
    route = next;
  }

  @Override
  public IoConnectFuture connect(
      SocketAddress address, AttributeRepository context, SocketAddress localAddress) {
    return route.connect(this, handler);
  }

  @Override
  public Map<Long, IoSession> getManagedSessions() {
    return Map.copyOf(sessions);
  }

  @Override
  public IoServiceEventListener getIoServiceEventListener() {
    return null;
  }

  @Override
  public void setIoServiceEventListener(IoServiceEventListener listener) {
    throw new UnsupportedOperationException("nobody listens to connections");
  }

  void add(IoSession session) {
    sessions.put(session.getId(), session);
    if (isClosing()) {
      session.close(true); // closing may have looked before
    }
  }

  void remove(IoSession session) {
    sessions.remove(session.getId());
  }

  @Override
  protected Closeable getInnerCloseable() {
    return builder().parallel(toString(), sessions.values()).build();
  }

  @Override
  public String toString() {
    return "RoutedConnector";
  }
}
