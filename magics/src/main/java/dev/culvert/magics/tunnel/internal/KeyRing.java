package dev.culvert.magics.tunnel.internal;

import dev.culvert.api.Notebook;
import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.OpenSshCertificate;

/**
 * Gathers the keys for one server, on the cell's thread: key files, the certificates beside them,
 * and what an ssh-agent holds. A key that the agent holds is not read from its file, so its
 * passphrase is not asked for.
 */
final class KeyRing {

  private final Notebook notebook;
  private final Consumer<String> warnings;
  private final SshPlan plan;
  private final Credentials credentials = new Credentials();
  private final List<PublicKey> inAgent = new ArrayList<>();

  KeyRing(SshPlan plan, Notebook notebook, Consumer<String> warnings) {
    this.plan = plan;
    this.notebook = notebook;
    this.warnings = warnings;
  }

  /**
   * Uses an agent, if it answers.
   *
   * @param onlyNamed whether to show none of its keys but those that are named
   */
  void useAgent(Path socket, boolean onlyNamed) {
    credentials.useAgent(socket, onlyNamed);
    try (AgentClient agent = AgentClient.connect(socket)) {
      Credentials.keysIn(agent).forEach(key -> inAgent.add(key.publicKey()));
    } catch (IOException e) {
      inAgent.clear(); // said when the login is refused; there may be other keys
    }
  }

  /**
   * Adds a key that was named on the command line.
   *
   * @throws TunnelError when it cannot be read
   */
  void addNamed(String written, List<Path> certificates) {
    KeyFile file = new KeyFile(written);
    add(file, certificates, heldByAgent(file).orElseGet(() -> file.read(notebook, warnings)));
  }

  /** Adds a key that nobody named here: if it cannot be read the others are still tried. */
  void addIfUsable(String written, List<Path> certificates) {
    KeyFile file = new KeyFile(written);
    Optional<Credentials.Key> held = heldByAgent(file);
    if (held.isEmpty() && !file.exists()) {
      return;
    }
    try {
      add(file, certificates, held.orElseGet(() -> file.read(notebook, warnings)));
    } catch (TunnelError e) {
      credentials.skip("not tried: " + e.getMessage());
    }
  }

  Credentials credentials() {
    return credentials;
  }

  private Optional<Credentials.Key> heldByAgent(KeyFile file) {
    return file.publicKey()
        .filter(key -> inAgent.stream().anyMatch(held -> KeyUtils.compareKeys(held, key)))
        .map(key -> new Credentials.Key(file.written(), new KeyPair(key, null), true));
  }

  private void add(KeyFile file, List<Path> certificates, Credentials.Key key) {
    List<Path> candidates = new ArrayList<>(certificates);
    candidates.add(file.certificate());
    for (Path candidate : candidates) {
      PublicKeyFile.read(candidate)
          .filter(OpenSshCertificate.class::isInstance)
          .map(OpenSshCertificate.class::cast)
          .filter(certificate -> certifies(certificate, key))
          .ifPresent(certificate -> add(candidate, certificate, key));
    }
    credentials.add(key);
  }

  private static boolean certifies(OpenSshCertificate certificate, Credentials.Key key) {
    return KeyUtils.compareKeys(certificate.getCertPubKey(), key.publicKey());
  }

  private void add(Path file, OpenSshCertificate certificate, Credentials.Key key) {
    Optional<String> wrong = wrong(certificate);
    if (wrong.isPresent()) {
      String text = file + " " + wrong.get();
      credentials.skip(text + " (not tried)");
      credentials.noteBadCertificate(text);
      return;
    }
    credentials.add(
        new Credentials.Key(
            file.toString(), new KeyPair(certificate, key.pair().getPrivate()), key.inAgent()));
  }

  private Optional<String> wrong(OpenSshCertificate certificate) {
    Instant from = Instant.ofEpochSecond(certificate.getValidAfter());
    boolean endless = certificate.getValidBefore() == OpenSshCertificate.INFINITY;
    Instant until = endless ? Instant.MAX : Instant.ofEpochSecond(certificate.getValidBefore());
    Instant now = Instant.now();
    if (certificate.getType() != OpenSshCertificate.Type.USER) {
      return Optional.of("is a certificate for hosts, not for users");
    } else if (now.isAfter(until)) {
      return Optional.of("expired " + ago(Duration.between(until, now)) + " ago");
    } else if (now.isBefore(from)) {
      return Optional.of("is valid only in " + ago(Duration.between(now, from)));
    } else if (!certificate.getPrincipals().contains(plan.user())) {
      return Optional.of(
          "is for %s, not for %s"
              .formatted(
                  certificate.getPrincipals().isEmpty()
                      ? "nobody"
                      : String.join(", ", certificate.getPrincipals()),
                  plan.user()));
    }
    return Optional.empty();
  }

  private static String ago(Duration time) {
    if (time.toDays() > 1) {
      return time.toDays() + " days";
    }
    return time.toHours() > 0 ? time.toHours() + " h" : Math.max(1, time.toMinutes()) + " min";
  }
}
