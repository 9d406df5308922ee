package dev.culvert.magics.tunnel.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.sshd.agent.SshAgent;
import org.apache.sshd.common.config.keys.KeyUtils;

/**
 * What a user has to show to one SSH server. Kept as long as the tunnel, for reconnecting; closing
 * wipes the password.
 *
 * <p>Owner: the cell's thread until the tunnel is open, then whoever holds the tunnel's connect
 * lock; while a login runs, the SSH library's thread reads. Named keys come before what an agent
 * holds beside them: servers count refused keys, and hang up.
 */
final class Credentials implements AutoCloseable {

  /**
   * A key to show.
   *
   * @param source the file or the agent it came from, as the user knows it
   * @param pair with the private half, or without when an agent holds that
   * @param inAgent whether an agent signs
   */
  record Key(String source, KeyPair pair, boolean inAgent) {

    PublicKey publicKey() {
      return pair.getPublic();
    }

    @Override
    public String toString() {
      return "Key[" + source + "]";
    }
  }

  private final List<Key> keys = new ArrayList<>();
  private final List<String> notTried = new ArrayList<>();
  private final List<String> badCertificates = new ArrayList<>();
  private Path agentSocket;
  private boolean namedOnly;
  private boolean askForPassword = true;
  private char[] password;

  void add(Key key) {
    keys.add(key);
  }

  /** Adds a key that is shown before all others. */
  void addFirst(Key key) {
    keys.add(0, key);
  }

  /** Notes a key that cannot be shown, and why. */
  void skip(String sourceAndReason) {
    notTried.add(sourceAndReason);
  }

  /** Notes a certificate that a server will not take, and why. */
  void noteBadCertificate(String sourceAndReason) {
    badCertificates.add(sourceAndReason);
  }

  /**
   * Lets an agent sign.
   *
   * @param onlyNamed whether it may show keys that were not named
   */
  void useAgent(Path socket, boolean onlyNamed) {
    agentSocket = socket;
    namedOnly = onlyNamed;
  }

  /** Takes over the array; it is wiped when these credentials are closed. */
  synchronized void setPassword(char[] typed) {
    wipe();
    password = typed;
  }

  /** The given password is the one; nobody is asked for another. */
  void neverAskForPassword() {
    askForPassword = false;
  }

  boolean mayAskForPassword() {
    return askForPassword;
  }

  List<String> notTried() {
    return List.copyOf(notTried);
  }

  List<String> badCertificates() {
    return List.copyOf(badCertificates);
  }

  synchronized boolean hasPassword() {
    return password != null;
  }

  /** The password as the SSH library wants it. */
  synchronized String password() {
    return new String(password);
  }

  /**
   * Connects to the agent, if there is one to use. One that does not answer is left out: its keys
   * are then among those not tried.
   */
  Optional<AgentClient> openAgent() {
    if (agentSocket == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(AgentClient.connect(agentSocket));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The keys in the order they are shown, and what could not be had of them. */
  record Offer(List<Key> keys, List<String> missing) {}

  /** Asks the agent what it holds, and puts all keys in order. */
  Offer offer(Optional<AgentClient> agent) {
    List<Key> offered = new ArrayList<>();
    List<String> missing = new ArrayList<>(notTried);
    List<Key> held = held(agent, missing);
    for (Key key : keys) {
      if (!key.inAgent() || held.stream().anyMatch(other -> same(other, key))) {
        offered.add(key);
      } else {
        missing.add(key.source() + " (not tried: the agent no longer holds it)");
      }
    }
    if (!namedOnly) {
      held.stream()
          .filter(key -> offered.stream().noneMatch(other -> same(other, key)))
          .forEach(offered::add);
    }
    return new Offer(offered, missing);
  }

  private List<Key> held(Optional<AgentClient> agent, List<String> missing) {
    if (agentSocket != null && agent.isEmpty()) {
      missing.add("ssh-agent at " + agentSocket + " (not tried: it does not answer)");
    }
    if (agent.isEmpty()) {
      return List.of();
    }
    try {
      return keysIn(agent.get());
    } catch (IOException e) {
      missing.add(
          "ssh-agent at " + agentSocket + " (not tried: " + Printable.of(e.getMessage()) + ")");
      return List.of();
    }
  }

  /** What an agent holds. */
  static List<Key> keysIn(SshAgent agent) throws IOException {
    List<Key> held = new ArrayList<>();
    for (Map.Entry<PublicKey, String> entry : agent.getIdentities()) {
      String source = "agent key '" + Printable.of(entry.getValue()) + "'";
      held.add(new Key(source, new KeyPair(entry.getKey(), null), true));
    }
    return held;
  }

  static boolean same(Key one, Key other) {
    return KeyUtils.compareKeys(one.publicKey(), other.publicKey());
  }

  @Override
  public synchronized void close() {
    wipe();
    keys.clear();
  }

  private void wipe() {
    if (password != null) {
      Arrays.fill(password, '\0');
      password = null;
    }
  }

  @Override
  public synchronized String toString() {
    return "Credentials[keys=" + keys + ", password=" + (password == null ? "none" : "***") + "]";
  }
}
