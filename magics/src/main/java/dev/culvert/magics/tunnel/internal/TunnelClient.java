package dev.culvert.magics.tunnel.internal;

import java.io.IOException;
import java.net.InetSocketAddress;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.config.hosts.HostConfigEntry;
import org.apache.sshd.client.future.ConnectFuture;
import org.apache.sshd.client.session.ClientSessionImpl;
import org.apache.sshd.client.session.SessionFactory;
import org.apache.sshd.common.io.IoConnector;
import org.apache.sshd.common.io.IoSession;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;

/**
 * The SSH library's client, except that the caller says how the bytes travel, and that no name is
 * resolved: the library would look the host up again, and connect to its first address only.
 */
final class TunnelClient extends SshClient {

  /**
   * Connects by a route.
   *
   * @param knownAs the server's name as its certificate must have it
   */
  ConnectFuture connect(SshPlan plan, Route way) throws IOException {
    ((RoutedConnector) connector).route(way);
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
  protected SessionFactory createSessionFactory() {
    return new SessionFactory(this) {
      @Override
      protected ClientSessionImpl doCreateSession(IoSession connection) throws Exception {
        return new TunnelSession(getClient(), connection);
      }
    };
  }

  @Override
  protected IoConnector createConnector() {
    return new RoutedConnector(getSessionFactory());
  }
}
