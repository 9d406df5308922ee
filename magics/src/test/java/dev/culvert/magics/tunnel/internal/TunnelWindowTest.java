package dev.culvert.magics.tunnel.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.sshd.common.channel.Channel;
import org.apache.sshd.common.channel.ChannelListener;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.forward.AcceptAllForwardingFilter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How much a server may send that nobody has taken yet. */
class TunnelWindowTest extends TunnelTestCase {

  private final AtomicLong atFirst = new AtomicLong();
  private final BlockingQueue<Channel> opened = new LinkedBlockingQueue<>();
  private SshServer server;

  @AfterEach
  void stopServer() throws Exception {
    server.stop(true);
  }

  @Test
  void theWindowIsSmallUntilTheWayIsKnownToBeLong() throws Exception {
    openAndEcho(80);

    assertThat(atFirst).hasValue(1 << 20);
    // The rest came before the byte that was sent; the one that came back was taken from it.
    assertThat(opened.take().getRemoteWindow().getSize()).isEqualTo((8 << 20) - 1);
  }

  @Test
  void aBusyServerThatConnectedQuicklyIsNoLongWay() throws Exception {
    openAndEcho(10);

    assertThat(opened.take().getRemoteWindow().getSize()).isEqualTo((1 << 20) - 1);
  }

  private void openAndEcho(int millisToOpen) throws Exception {
    try (TestServer target = TestServer.echo()) {
      start(millisToOpen);
      notebook.answer("any").answer("yes");
      assertEchoes(
          open(
              "ana@127.0.0.1:" + server.getPort(),
              "-F",
              "/dev/null",
              "--known-hosts",
              folder.resolve("known_hosts").toString(),
              "--password",
              "--no-check",
              "--to",
              target.address()));
    }
  }

  /** A server that takes its time to open a channel, as one that is far away does. */
  private void start(int millisToOpen) throws Exception {
    server = javaServer();
    server.setPasswordAuthenticator((user, password, session) -> true);
    server.setForwardingFilter(
        new AcceptAllForwardingFilter() {
          @Override
          protected boolean checkAcceptance(
              String request, Session session, SshdSocketAddress target) {
            takeTime(millisToOpen);
            return true;
          }
        });
    server.addChannelListener(
        new ChannelListener() {
          @Override
          public void channelOpenSuccess(Channel channel) {
            atFirst.set(channel.getRemoteWindow().getSize());
            opened.add(channel);
          }
        });
    server.start();
  }

  private static void takeTime(int millis) {
    long start = System.nanoTime();
    while (System.nanoTime() - start < millis * 1_000_000L) {
      Thread.onSpinWait();
    }
  }
}
