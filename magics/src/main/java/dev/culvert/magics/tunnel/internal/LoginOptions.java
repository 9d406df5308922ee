package dev.culvert.magics.tunnel.internal;

import dev.culvert.magics.internal.HomePath;
import dev.culvert.magics.tunnel.internal.config.SshConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that say how to reach an SSH server and who logs in; ssh's own where it has them. */
final class LoginOptions {

  @Option(
      names = "-i",
      paramLabel = "KEY",
      description =
          "A private key file. Without: the configured ones, or id_ed25519, id_ecdsa, id_rsa in ~/.ssh.")
  private List<String> keys = new ArrayList<>();

  @Option(names = "-l", paramLabel = "USER", description = "Who logs in.")
  private String user;

  @Option(names = "-p", paramLabel = "PORT", description = "The SSH server's port.")
  private String port;

  @Option(
      names = "-J",
      paramLabel = "JUMP",
      description = "Go through these servers first: [USER@]HOST[:PORT], several with commas.")
  private String jump;

  @Option(
      names = "-F",
      paramLabel = "FILE",
      description = "A configuration file in place of ~/.ssh/config and /etc/ssh/ssh_config.")
  private String config;

  @Option(
      names = "-o",
      paramLabel = "OPTION=VALUE",
      description = "A setting as in ssh_config; may be given again.")
  private List<String> options = new ArrayList<>();

  @Option(names = "-C", description = "Compress.")
  private boolean compress;

  @Option(names = "-4", description = "IPv4 only.")
  private boolean inet;

  @Option(names = "-6", description = "IPv6 only.")
  private boolean inet6;

  @Option(
      names = {"-N", "-f", "-n", "-T", "-q"},
      hidden = true,
      description = "What a tunnel does anyway; there for those who write ssh's options.")
  private boolean[] asEver;

  @Option(
      names = "--allow-exec",
      description = "Run the commands of Match exec, and ProxyCommand of a file given with -F.")
  private boolean execAllowed;

  @Option(
      names = "--known-hosts",
      paramLabel = "FILE",
      description = "Trusted host keys, in place of ~/.ssh/known_hosts.")
  private List<String> knownHosts = new ArrayList<>();

  @Option(
      names = "--host-key",
      paramLabel = "SHA256:...",
      description = "The server's key must have this fingerprint, whatever known_hosts says.")
  private String pin;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description = "The longest for each step (default: 15, or ConnectTimeout).")
  private Integer timeout;

  @Option(
      names = "--keepalive",
      paramLabel = "SECONDS",
      description =
          "How often to ask whether the server is still there (default: 15, or"
              + " ServerAliveInterval).")
  private Integer keepalive;

  List<String> keys() {
    return keys;
  }

  /** What is wrong with them, for this destination. */
  Optional<String> check(Destination destination) {
    if (user != null && destination.user() != null && !user.equals(destination.user())) {
      return Optional.of("-l " + user + " and " + destination.user() + "@ name two users.");
    } else if (port != null && destination.port() != 0) {
      return Optional.of(
          "-p and " + destination.host() + ":" + destination.port() + " name the port twice.");
    } else if ((timeout != null && timeout <= 0) || (keepalive != null && keepalive <= 0)) {
      return Optional.of("--timeout and --keepalive must be above 0.");
    } else if (pin != null && !pin.matches("SHA256:[A-Za-z0-9+/]{43}")) {
      return Optional.of("--host-key takes a fingerprint as SHA256:... with 43 letters after it.");
    }
    return Optional.empty();
  }

  /**
   * What they come to.
   *
   * @param otherUser who logs in if the command line does not say; null for what the configuration
   *     says
   * @param noKeys whether no key is shown, for there is a password
   */
  CommandLineLogin commandLine(String otherUser, boolean noKeys) {
    List<String> all = new ArrayList<>();
    if (user != null) {
      all.add(SshConfig.option("User", user));
    }
    if (port != null) {
      all.add("Port=" + HostPort.port(port, "-p"));
    }
    if (jump != null) {
      all.add("ProxyJump=" + jump);
    }
    if (compress) {
      all.add("Compression=yes");
    }
    if (inet || inet6) {
      all.add("AddressFamily=" + (inet ? "inet" : "inet6"));
    }
    all.addAll(options);
    if (otherUser != null) {
      all.add(SshConfig.option("User", otherUser));
    }
    return new CommandLineLogin(
        config == null ? null : HomePath.of(config),
        execAllowed,
        all,
        keys,
        noKeys,
        knownHosts.stream().map(HomePath::of).toList(),
        pin,
        timeout == null ? null : Duration.ofSeconds(timeout),
        keepalive == null ? null : Duration.ofSeconds(keepalive));
  }
}
