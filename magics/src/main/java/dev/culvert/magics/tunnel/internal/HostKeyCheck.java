package dev.culvert.magics.tunnel.internal;

import java.net.SocketAddress;
import java.security.PublicKey;
import java.util.Locale;
import org.apache.sshd.client.config.hosts.KnownHostHashValue;
import org.apache.sshd.client.keyverifier.ServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.digest.BuiltinDigests;

/**
 * Judges a server's key on the SSH library's thread, where nobody can be asked, and remembers the
 * verdict for the thread that waits.
 *
 * <p>Invariant: only a key that known_hosts holds passes. An unknown one is refused too; the user
 * is asked after the connection is gone, and a new one is made.
 */
final class HostKeyCheck implements ServerKeyVerifier {

  private final HostPort server;
  private final KnownHosts known;
  private volatile PublicKey shown;

  HostKeyCheck(HostPort server, KnownHosts known) {
    this.server = server;
    this.known = known;
  }

  @Override
  public boolean verifyServerKey(ClientSession session, SocketAddress address, PublicKey key) {
    shown = key;
    return known.judge(key) == KnownHosts.Verdict.KNOWN;
  }

  /** What to tell the user when the server's key was refused; null when it was not. */
  TunnelError refusal() {
    PublicKey key = shown;
    if (key == null) {
      return null;
    }
    return switch (known.judge(key)) {
      case KNOWN -> null;
      case UNKNOWN -> new Unknown(unknown(key), server, key, known.unreadableLines().isEmpty());
      case CHANGED -> new TunnelError(TunnelError.Code.HOSTKEY_CHANGED, changed(key));
      case REVOKED ->
          new TunnelError(
              TunnelError.Code.HOSTKEY_CHANGED,
              "the key of %s, %s, is marked as revoked in known_hosts. Nothing was sent. Do not go on; ask the server's admin."
                  .formatted(server, describe(key)));
    };
  }

  /** A key as users compare it: type and fingerprint. */
  static String describe(PublicKey key) {
    String type = KeyUtils.getKeyType(key);
    String shortType =
        type.startsWith("ecdsa")
            ? "ECDSA"
            : type.replaceFirst("^ssh-", "").toUpperCase(Locale.ROOT);
    return shortType + " " + KeyUtils.getFingerPrint(BuiltinDigests.sha256, key);
  }

  private String unknown(PublicKey key) {
    String text =
        "the key of %s is not known: %s. Nothing was sent. Ask the server's admin whether this is its key"
            .formatted(server, describe(key));
    return known.unreadableLines().isEmpty()
        ? text
        : text
            + ", and mend %s first, which cannot be read and may be about it"
                .formatted(String.join(", ", known.unreadableLines()));
  }

  private String changed(PublicKey key) {
    KnownHosts.Line line = known.contradicting(key).orElseThrow();
    return "%s has %s for %s, but the server showed %s. Someone may be intercepting, or the server was rebuilt. Nothing was sent. If its admin confirms the new key: ssh-keygen -R '%s' -f %s, then open again."
        .formatted(
            line.place(),
            describe(line.key()),
            server,
            describe(key),
            KnownHostHashValue.createHostPattern(server.host(), server.port()),
            line.file());
  }

  /** The server's key is in no file; the user may be asked. */
  static final class Unknown extends TunnelError {
    private final transient HostPort server;
    private final transient PublicKey key;
    private final boolean askable;

    Unknown(String message, HostPort server, PublicKey key, boolean askable) {
      super(Code.HOSTKEY, message + ".");
      this.server = server;
      this.key = key;
      this.askable = askable;
    }

    /** Whether a yes may be enough: known_hosts could be read in full. */
    boolean askable() {
      return askable;
    }

    String question() {
      return "The key of %s is not known: %s. Trust it? [yes/no] ".formatted(server, describe(key));
    }

    HostPort server() {
      return server;
    }

    PublicKey key() {
      return key;
    }
  }
}
