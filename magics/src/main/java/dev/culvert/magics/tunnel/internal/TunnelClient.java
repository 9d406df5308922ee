package dev.culvert.magics.tunnel.internal;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Map;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.config.hosts.HostConfigEntry;
import org.apache.sshd.client.future.ConnectFuture;
import org.apache.sshd.common.AttributeRepository;
import org.apache.sshd.common.future.CloseFuture;
import org.apache.sshd.common.future.SshFutureListener;
import org.apache.sshd.common.io.IoConnectFuture;
import org.apache.sshd.common.io.IoConnector;
import org.apache.sshd.common.io.IoHandler;
import org.apache.sshd.common.io.IoServiceEventListener;
import org.apache.sshd.common.io.IoSession;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;

/**
 * The SSH library's client, except that the caller says how the bytes travel, and that no name is
 * resolved: the library would look the host up again, and connect to its first address only.
 */
final class TunnelClient extends SshClient {

  private volatile Route route;

  /**
   * Connects by a route.
   *
   * @param knownAs the server's name as its certificate must have it
   */
  ConnectFuture connect(SshPlan plan, Route way) throws IOException {
    route = way;
    HostPort knownAs = plan.knownAs();
    HostConfigEntry entry =
        new HostConfigEntry("", knownAs.host(), knownAs.port(), plan.user(), null);
    return doConnect(
        plan.user(),
        InetSocketAddress.createUnresolved(knownAs.host(), knownAs.port()),
        null,
        null,
        KeyIdentityProvider.EMPTY_KEYS_PROVIDER,
        entry);
  }

  @Override
  protected IoConnector createConnector() {
    return new RoutedConnector(super.createConnector(), getSessionFactory());
  }

  /** Connects by the route instead of by the address. */
  private final class RoutedConnector implements IoConnector {
    private final IoConnector tcp;
    private final IoHandler handler;

    RoutedConnector(IoConnector tcp, IoHandler handler) {
      this.tcp = tcp;
      this.handler = handler;
    }

    @Override
    public IoConnectFuture connect(
        SocketAddress address, AttributeRepository context, SocketAddress localAddress) {
      return route.connect(tcp, handler);
    }

    @Override
    public Map<Long, IoSession> getManagedSessions() {
      return tcp.getManagedSessions();
    }

    @Override
    public IoServiceEventListener getIoServiceEventListener() {
      return tcp.getIoServiceEventListener();
    }

    @Override
    public void setIoServiceEventListener(IoServiceEventListener listener) {
      tcp.setIoServiceEventListener(listener);
    }

    @Override
    public CloseFuture close(boolean immediately) {
      return tcp.close(immediately);
    }

    @Override
    public void addCloseFutureListener(SshFutureListener<CloseFuture> listener) {
      tcp.addCloseFutureListener(listener);
    }

    @Override
    public void removeCloseFutureListener(SshFutureListener<CloseFuture> listener) {
      tcp.removeCloseFutureListener(listener);
    }

    @Override
    public boolean isClosed() {
      return tcp.isClosed();
    }

    @Override
    public boolean isClosing() {
      return tcp.isClosing();
    }
  }
}
