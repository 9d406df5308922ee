package dev.culvert.magics.tunnel.internal;

import java.net.SocketAddress;
import java.security.PublicKey;
import java.time.Duration;
import java.util.Locale;
import org.apache.sshd.client.config.hosts.KnownHostHashValue;
import org.apache.sshd.client.keyverifier.ServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.OpenSshCertificate;
import org.apache.sshd.common.digest.BuiltinDigests;

/**
 * Judges a server's key on the SSH library's thread, where nobody can be asked, and remembers the
 * verdict for the thread that waits.
 *
 * <p>Invariant: only a key that known_hosts holds passes. An unknown one is refused too; the user
 * is asked after the connection is gone, and a new one is made.
 */
final class HostKeyCheck implements ServerKeyVerifier {

  private final SshPlan plan;
  private final HostPort server;
  private final KnownHosts known;
  private volatile PublicKey shown;
  private final Duration reading;
  private volatile Duration judging = Duration.ZERO;

  /**
   * Reads what is known of the server.
   *
   * @throws TunnelError when a known_hosts file must not be believed
   */
  HostKeyCheck(SshPlan plan) {
    long start = System.nanoTime();
    this.plan = plan;
    this.server = plan.server();
    this.known = KnownHosts.read(plan.knownHosts(), plan.knownAs());
    this.reading = Duration.ofNanos(System.nanoTime() - start);
  }

  KnownHosts known() {
    return known;
  }

  @Override
  public boolean verifyServerKey(ClientSession session, SocketAddress address, PublicKey key) {
    long start = System.nanoTime();
    shown = key;
    boolean passes = passes(key);
    judging = Duration.ofNanos(System.nanoTime() - start);
    return passes;
  }

  private boolean passes(PublicKey key) {
    KnownHosts.Verdict verdict = known.judge(key);
    return plan.pin() == null
        ? verdict == KnownHosts.Verdict.KNOWN
        : verdict != KnownHosts.Verdict.REVOKED && isPinned(key);
  }

  /** How long the verdict took, a part of the key exchange; zero before it. */
  Duration judging() {
    return judging;
  }

  /** How long reading what is known and the verdict took. */
  Duration took() {
    return reading.plus(judging);
  }

  private boolean isPinned(PublicKey key) {
    return plan.pin().equals(KeyUtils.getFingerPrint(BuiltinDigests.sha256, bare(key)));
  }

  /** What to tell the user when the server's key was refused; null when it was not. */
  TunnelError refusal() {
    PublicKey key = shown;
    if (key == null) {
      return null;
    } else if (plan.pin() != null && known.judge(key) != KnownHosts.Verdict.REVOKED) {
      return isPinned(key) ? null : new TunnelError(TunnelError.Code.HOSTKEY_CHANGED, other(key));
    }
    return switch (known.judge(key)) {
      case KNOWN -> null;
      case UNKNOWN -> new Unknown(unknown(key), plan, bare(key), known.unreadableLines().isEmpty());
      case CHANGED -> new TunnelError(TunnelError.Code.HOSTKEY_CHANGED, changed(key));
      case REVOKED ->
          new TunnelError(
              TunnelError.Code.HOSTKEY_CHANGED,
              "the key of %s, %s, is marked as revoked in known_hosts. Nothing was sent. Do not go on; ask the server's admin."
                  .formatted(server, describe(key)));
    };
  }

  /** A key as users compare it: type and fingerprint. */
  static String describe(PublicKey of) {
    PublicKey key = bare(of);
    String type = KeyUtils.getKeyType(key);
    String shortType =
        type.startsWith("ecdsa")
            ? "ECDSA"
            : type.replaceFirst("^ssh-", "").toUpperCase(Locale.ROOT);
    return shortType + " " + KeyUtils.getFingerPrint(BuiltinDigests.sha256, key);
  }

  /** The key itself, without a certificate around it. */
  private static PublicKey bare(PublicKey key) {
    return key instanceof OpenSshCertificate certificate ? certificate.getCertPubKey() : key;
  }

  private String other(PublicKey key) {
    return "%s showed %s, but --host-key wants %s. Nothing was sent. Someone may be intercepting, or the server was rebuilt; ask its admin."
        .formatted(server, describe(key), plan.pin());
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
            KnownHostHashValue.createHostPattern(plan.knownAs().host(), plan.knownAs().port()),
            line.file());
  }

  /** The server's key is in no file; the user may be asked. */
  static final class Unknown extends TunnelError {
    private final transient SshPlan plan;
    private final transient PublicKey key;
    private final boolean readable;

    Unknown(String message, SshPlan plan, PublicKey key, boolean readable) {
      super(Code.HOSTKEY, message + ".");
      this.plan = plan;
      this.key = key;
      this.readable = readable;
    }

    /**
     * Whether the key may be accepted: known_hosts could be read in full, and new keys are taken.
     */
    boolean acceptable() {
      return readable && plan.trust() != Trust.KNOWN_ONLY;
    }

    String question() {
      return "The key of %s is not known: %s. Trust it? [yes/no] "
          .formatted(plan.server(), describe(key));
    }

    /** The server that showed it. */
    SshPlan plan() {
      return plan;
    }

    PublicKey key() {
      return key;
    }
  }
}
