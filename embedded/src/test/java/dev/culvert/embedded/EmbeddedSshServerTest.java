package dev.culvert.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ChannelDirectTcpip;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.config.hosts.KnownHostEntry;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EmbeddedSshServerTest {

  private static final Duration SOON = Duration.ofSeconds(20);

  private final AtomicReference<PublicKey> shown = new AtomicReference<>();
  private SshClient client;

  @AfterEach
  void stopClient() {
    if (client != null) {
      client.stop();
    }
  }

  @Test
  void theUserGetsInWithThePasswordAndReachesLoopback() throws Exception {
    try (EmbeddedSshServer server = EmbeddedSshServer.start("ana", "s3cret".toCharArray());
        ServerSocket target = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        ClientSession session = connect(server, "ana")) {
      session.addPasswordIdentity("s3cret");
      session.auth().verify(SOON);
      ChannelDirectTcpip channel = channel(session, "127.0.0.1", target.getLocalPort());
      channel.open().verify(SOON);
      try (Socket reached = target.accept()) {
        reached.getOutputStream().write("hello".getBytes(StandardCharsets.US_ASCII));
        InputStream in = channel.getInvertedOut();
        assertThat(in.readNBytes(5)).asString().isEqualTo("hello");
      }
    }
  }

  @Test
  void theUserGetsInWithTheKey() throws Exception {
    KeyPair key = KeyPairGenerator.getInstance("RSA").generateKeyPair();
    try (EmbeddedSshServer server = EmbeddedSshServer.start("ana", List.of(key.getPublic()));
        ClientSession session = connect(server, "ana")) {
      session.addPublicKeyIdentity(key);

      session.auth().verify(SOON);

      assertThat(session.isAuthenticated()).isTrue();
    }
  }

  @Test
  void nobodyElseGetsIn() throws Exception {
    try (EmbeddedSshServer server = EmbeddedSshServer.start("ana", "s3cret".toCharArray())) {
      assertRefused(server, "ana", "S3cret");
      assertRefused(server, "bob", "s3cret");
      assertRefused(server, "ana", "");
    }
    PublicKey key = KeyPairGenerator.getInstance("RSA").generateKeyPair().getPublic();
    try (EmbeddedSshServer server = EmbeddedSshServer.start("ana", List.of(key))) {
      assertRefused(server, "ana", "");
    }
  }

  @Test
  void onlyLoopbackIsReachedByNumberOrAsLocalhost() throws Exception {
    try (EmbeddedSshServer server = EmbeddedSshServer.start("ana", "s3cret".toCharArray());
        ServerSocket everywhere = new ServerSocket(0);
        ClientSession session = connect(server, "ana")) {
      session.addPasswordIdentity("s3cret");
      session.auth().verify(SOON);
      int port = everywhere.getLocalPort();
      channel(session, "localhost", port).open().verify(SOON);
      channel(session, "127.0.0.2", port).open().verify(SOON);
      for (String host : List.of("0.0.0.0", "0", "::", "127.1", "2130706433")) {
        assertThatThrownBy(() -> channel(session, host, port).open().verify(SOON))
            .as(host)
            .isInstanceOf(IOException.class)
            .hasMessageContaining("while opening channel");
      }
    }
  }

  @Test
  void itsKnownHostsLineIsAboutTheKeyItShows() throws Exception {
    try (EmbeddedSshServer server = EmbeddedSshServer.start("ana", "s3cret".toCharArray());
        ClientSession session = connect(server, "ana")) {
      session.addPasswordIdentity("s3cret");
      session.auth().verify(SOON);
      KnownHostEntry line = KnownHostEntry.parseKnownHostEntry(server.knownHostsLine());

      assertThat(line.isHostMatch("127.0.0.1", server.port())).isTrue();
      assertThat(
              KeyUtils.compareKeys(
                  shown.get(),
                  line.getKeyEntry().resolvePublicKey(null, PublicKeyEntryResolver.FAILING)))
          .isTrue();
    }
  }

  @Test
  void closingFreesThePortAndTheTextFormHidesThePassword() throws Exception {
    EmbeddedSshServer server = EmbeddedSshServer.start("ana", "s3cret".toCharArray());
    int port = server.port();
    assertThat(server).hasToString("EmbeddedSshServer[127.0.0.1:" + port + "]");

    server.close();

    new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1")).close();
  }

  private void assertRefused(EmbeddedSshServer server, String user, String password)
      throws IOException {
    try (ClientSession session = connect(server, user)) {
      if (!password.isEmpty()) {
        session.addPasswordIdentity(password);
      }
      assertThatThrownBy(() -> session.auth().verify(SOON)).isInstanceOf(IOException.class);
    } finally {
      client.stop();
    }
  }

  private ClientSession connect(EmbeddedSshServer server, String user) throws IOException {
    client = SshClient.setUpDefaultClient();
    client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
    client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
    client.setServerKeyVerifier(
        (session, address, key) -> {
          shown.set(key);
          return true;
        });
    client.start();
    return client.connect(user, "127.0.0.1", server.port()).verify(SOON).getClientSession();
  }

  private static ChannelDirectTcpip channel(ClientSession session, String host, int port)
      throws IOException {
    return session.createDirectTcpipChannel(
        new SshdSocketAddress("127.0.0.1", 0), new SshdSocketAddress(host, port));
  }
}
