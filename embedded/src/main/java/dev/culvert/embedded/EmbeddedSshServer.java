package dev.culvert.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.pubkey.RejectAllPublickeyAuthenticator;
import org.apache.sshd.server.forward.ForwardingFilter;

/**
 * An SSH server on a free port of 127.0.0.1 that lets one user in and forwards connections to this
 * machine's loopback addresses; it runs no commands, opens no shell and listens for nobody.
 *
 * <p>Its host key is made anew at each start and lives in memory; {@link #knownHostsLine()} is what
 * a client needs to check it. All methods may be called from any thread.
 */
public final class EmbeddedSshServer implements AutoCloseable {

  private final SshServer server;
  private final KeyPair hostKey;
  private final byte[] password;

  private EmbeddedSshServer(SshServer server, KeyPair hostKey, byte[] password) {
    this.server = server;
    this.hostKey = hostKey;
    this.password = password;
  }

  /**
   * Starts a server for a user with a password.
   *
   * @param password copied; the copy is wiped when the server is closed
   */
  public static EmbeddedSshServer start(String user, char[] password) throws IOException {
    return start(user, Optional.of(password), List.of());
  }

  /** Starts a server for a user with any of these keys, and no password. */
  public static EmbeddedSshServer start(String user, List<PublicKey> keys) throws IOException {
    return start(user, Optional.empty(), keys);
  }

  private static EmbeddedSshServer start(
      String user, Optional<char[]> password, List<PublicKey> keys) throws IOException {
    LocalSecurity.prepare();
    KeyPair hostKey = newHostKey();
    byte[] secret = password.map(EmbeddedSshServer::bytes).orElse(new byte[0]);
    SshServer server = SshServer.setUpDefaultServer();
    server.setHost("127.0.0.1");
    server.setKeyPairProvider(KeyPairProvider.wrap(hostKey));
    server.setPasswordAuthenticator(
        (name, typed, session) ->
            password.isPresent() && name.equals(user) && matches(secret, typed));
    server.setPublickeyAuthenticator(
        keys.isEmpty()
            ? RejectAllPublickeyAuthenticator.INSTANCE
            : (name, key, session) ->
                name.equals(user)
                    && keys.stream().anyMatch(known -> KeyUtils.compareKeys(known, key)));
    server.setForwardingFilter(new LoopbackOnly());
    server.start();
    return new EmbeddedSshServer(server, hostKey, secret);
  }

  /** The port it listens on, on 127.0.0.1. */
  public int port() {
    return server.getPort();
  }

  /** Its line for a known_hosts file, without a line break. */
  public String knownHostsLine() {
    return "[127.0.0.1]:" + port() + " " + PublicKeyEntry.toString(hostKey.getPublic());
  }

  /** Stops the server, cuts its connections and forgets the password. */
  @Override
  public void close() throws IOException {
    server.stop(true);
    Arrays.fill(password, (byte) 0);
  }

  @Override
  public String toString() {
    return "EmbeddedSshServer[127.0.0.1:" + port() + "]";
  }

  private static KeyPair newHostKey() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK makes no P-256 keys", e);
    }
  }

  private static boolean matches(byte[] secret, String typed) {
    return MessageDigest.isEqual(secret, typed.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] bytes(char[] password) {
    ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(password));
    byte[] bytes = new byte[encoded.remaining()];
    encoded.get(bytes);
    Arrays.fill(encoded.array(), (byte) 0);
    return bytes;
  }

  /** Forwards to loopback addresses, by number or as localhost, and nothing else. */
  private static final class LoopbackOnly implements ForwardingFilter {

    @Override
    public boolean canForwardAgent(Session session, String requestType) {
      return false;
    }

    @Override
    public boolean canForwardX11(Session session, String requestType) {
      return false;
    }

    @Override
    public boolean canListen(SshdSocketAddress address, Session session) {
      return false;
    }

    @Override
    public boolean canConnect(Type type, SshdSocketAddress address, Session session) {
      String host = address.getHostName();
      return host.equals("localhost") || (isNumeric(host) && isLoopback(host));
    }

    private static boolean isNumeric(String host) {
      return host.matches("127(\\.\\d{1,3}){3}|::1");
    }

    private static boolean isLoopback(String host) {
      try {
        return InetAddress.getByName(host).isLoopbackAddress();
      } catch (IOException e) {
        return false; // not an address after all
      }
    }
  }
}
