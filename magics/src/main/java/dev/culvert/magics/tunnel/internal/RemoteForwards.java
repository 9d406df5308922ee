package dev.culvert.magics.tunnel.internal;

import dev.culvert.magics.tunnel.internal.TunnelError.Code;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.apache.sshd.server.forward.ForwardingFilter;

/**
 * What an SSH server may open on this side: connections to the targets of {@code -R} that were
 * asked for, and nothing else. Agent and X11 forwarding are refused, whatever a server asks.
 *
 * <p>Asked by the library's threads. The library itself refuses ports that it did not ask for.
 */
final class RemoteForwards implements ForwardingFilter {

  private final Set<HostPort> targets = ConcurrentHashMap.newKeySet();

  /**
   * Has the server listen.
   *
   * @return the forward with the port that the server listens on
   * @throws TunnelError when it does not
   */
  RemoteSpec start(ClientSession session, SshPlan plan, RemoteSpec spec) {
    targets.add(spec.target());
    try {
      SshdSocketAddress bound =
          session.startRemotePortForwarding(
              new SshdSocketAddress(spec.bind(), spec.port()),
              new SshdSocketAddress(spec.target().host(), spec.target().port()));
      return spec.at(bound.getPort());
    } catch (IOException e) {
      throw new TunnelError(
          Code.BIND_REMOTE,
          "%s does not listen on %s for us (%s). The port may be in use there, or its sshd_config forbids it: AllowTcpForwarding, PermitListen. Try another port, or 0 for any."
              .formatted(
                  plan.server(),
                  new HostPort(spec.bind().isEmpty() ? "*" : spec.bind(), spec.port()),
                  Printable.of(e.getMessage())),
          e);
    }
  }

  @Override
  public boolean canConnect(Type type, SshdSocketAddress address, Session session) {
    return type == Type.Forwarded
        && targets.contains(new HostPort(address.getHostName(), address.getPort()));
  }

  @Override
  public boolean canListen(SshdSocketAddress address, Session session) {
    return false;
  }

  @Override
  public boolean canForwardAgent(Session session, String requestType) {
    return false;
  }

  @Override
  public boolean canForwardX11(Session session, String requestType) {
    return false;
  }
}
