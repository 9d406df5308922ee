package dev.culvert.magics.tunnel;

import java.nio.file.Path;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A tunnel to open from Java code. Made by {@link Tunnels#through(String)}; methods return this
 * object, which belongs to one thread.
 *
 * <p>Nobody is asked: a host key that is not known, a passphrase or a password that is needed and
 * was not given are errors. The configuration of ssh counts, as for {@code %tunnel open}.
 */
public final class TunnelRequest {

  private final List<String> words = new ArrayList<>();
  private final String server;
  private String name;
  private KeyPair keyPair;

  TunnelRequest(String server) {
    this.server = server;
  }

  /** The tunnel's name; the host's if not given. */
  public TunnelRequest named(String name) {
    this.name = name;
    return this;
  }

  /** Adds a target on a free local port. */
  public TunnelRequest to(String host, int port) {
    return option("--to", (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port);
  }

  /** Adds a target on a local port; 0 is any free one. */
  public TunnelRequest to(int localPort, String host, int port) {
    return option(
        "-L", localPort + ":" + (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port);
  }

  /** A private key file to log in with; may be given again. */
  public TunnelRequest key(Path privateKey) {
    return option("-i", privateKey.toString());
  }

  /**
   * A key pair to log in with, shown before all others: RSA, EC on a NIST curve, or Ed25519. It is
   * kept as long as the tunnel, for connecting anew.
   */
  public TunnelRequest key(KeyPair pair) {
    this.keyPair = pair;
    return this;
  }

  /** The file that says which host keys are trusted, in place of the usual ones. */
  public TunnelRequest knownHosts(Path file) {
    return option("--known-hosts", file.toString());
  }

  /** Any other option of {@code %tunnel open}, as {@code option("-J", "ana@jump")}. */
  public TunnelRequest option(String option, String... values) {
    words.add(option);
    words.addAll(List.of(values));
    return this;
  }

  /**
   * Opens the tunnel, and looks whether its targets can be reached.
   *
   * @throws dev.culvert.api.UserError named after the step that failed, as {@code TUN-AUTH}
   */
  public Tunnel open() {
    return Tunnels.open(this);
  }

  /** The words of the command, for the magic. */
  public List<String> words() {
    List<String> all = new ArrayList<>();
    if (name != null) {
      all.add(name);
    }
    all.add(server);
    all.addAll(words);
    return all;
  }

  /** The key pair, for the magic. */
  public Optional<KeyPair> keyPair() {
    return Optional.ofNullable(keyPair);
  }

  @Override
  public String toString() {
    return "TunnelRequest" + words();
  }
}
