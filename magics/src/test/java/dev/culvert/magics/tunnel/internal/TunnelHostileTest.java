package dev.culvert.magics.tunnel.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culvert.magics.tunnel.Tunnel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.sshd.agent.local.AgentForwardedChannel;
import org.apache.sshd.client.channel.AbstractClientChannel;
import org.apache.sshd.common.channel.exception.SshChannelOpenException;
import org.apache.sshd.common.forward.TcpipClientChannel;
import org.apache.sshd.common.session.ConnectionService;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.helpers.AbstractSession;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.password.UserAuthPasswordFactory;
import org.apache.sshd.server.forward.AcceptAllForwardingFilter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that was logged in to, and then asks for more than it was asked to do. */
class TunnelHostileTest extends TunnelTestCase {

  private SshServer server;
  private TestServer echo;

  @BeforeEach
  void startServers() throws Exception {
    echo = TestServer.echo();
    server = javaServer();
    server.setUserAuthFactories(List.of(UserAuthPasswordFactory.INSTANCE));
    server.setPasswordAuthenticator((user, password, session) -> true);
    server.setForwardingFilter(AcceptAllForwardingFilter.INSTANCE);
    server.start();
  }

  @AfterEach
  void stopServers() throws Exception {
    server.stop(true);
    echo.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "auth-agent@openssh.com",
        "x11",
        "session",
        "direct-tcpip",
        "forwarded-streamlocal@openssh.com",
        "tun@openssh.com"
      })
  void aChannelThatNobodyAskedForIsRefusedAndTheTunnelStays(String type) throws Exception {
    Tunnel tunnel = connect();

    assertRefused(new AgentForwardedChannel(type));

    assertEchoes(tunnel);
  }

  @Test
  void aConnectionFromAPortThatNobodyAskedForIsRefusedAndTheTunnelStays() throws Exception {
    Tunnel tunnel = connect();

    assertRefused(
        new TcpipClientChannel(
            TcpipClientChannel.Type.Forwarded,
            session().getIoSession(),
            new SshdSocketAddress("127.0.0.1", echo.port())));

    assertEchoes(tunnel);
    assertThat(tunnel.isUp()).isTrue();
  }

  private void assertRefused(AbstractClientChannel channel) throws Exception {
    session().getService(ConnectionService.class).registerChannel(channel);
    assertThatThrownBy(() -> channel.open().verify(Duration.ofSeconds(30)))
        .hasRootCauseInstanceOf(SshChannelOpenException.class);
  }

  private Session session() {
    return server.getActiveSessions().stream()
        .filter(AbstractSession::isAuthenticated)
        .findFirst()
        .orElseThrow();
  }

  private Tunnel connect() throws Exception {
    notebook.answer("c0rrect-horse");
    Path known = folder.resolve("known_hosts");
    return open(
        "ana@127.0.0.1:" + server.getPort(),
        "-F",
        "/dev/null",
        "--password",
        "-o",
        "StrictHostKeyChecking=accept-new",
        "--known-hosts",
        known.toString(),
        "--to",
        echo.address());
  }
}
