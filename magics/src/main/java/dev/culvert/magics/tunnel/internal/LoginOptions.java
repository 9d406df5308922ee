package dev.culvert.magics.tunnel.internal;

import dev.culvert.api.Notebook;
import dev.culvert.magics.internal.HomePath;
import dev.culvert.magics.internal.Secrets;
import dev.culvert.magics.tunnel.internal.config.SshConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** The options that say how to reach an SSH server and who logs in; ssh's own where it has them. */
final class LoginOptions {

  @Option(
      names = {"-i", "--key"},
      paramLabel = "KEY",
      description =
          "A private key file. Without: the configured ones, or id_ed25519, id_ecdsa, id_rsa in ~/.ssh.")
  private List<String> keys = new ArrayList<>();

  @Option(
      names = {"-l", "--user"},
      paramLabel = "USER",
      description = "Who logs in.")
  private String user;

  @Option(
      names = {"-p", "--port"},
      paramLabel = "PORT",
      description = "The SSH server's port.")
  private String port;

  @Option(
      names = {"-J", "--jump"},
      paramLabel = "JUMP",
      description = "Go through these servers first: [USER@]HOST[:PORT], several with commas.")
  private String jump;

  @Option(
      names = {"-F", "--config"},
      paramLabel = "FILE",
      description =
          "A configuration file in place of ~/.ssh/config and /etc/ssh/ssh_config; none for no file.")
  private String config;

  @Option(
      names = {"-o", "--option"},
      paramLabel = "OPTION=VALUE",
      description = "A setting as in ssh_config; may be given again.")
  private List<String> options = new ArrayList<>();

  @Option(
      names = {"-C", "--compress"},
      description = "Compress.")
  private boolean compress;

  @Option(
      names = {"-4", "--ipv4"},
      description = "IPv4 only.")
  private boolean inet;

  @Option(
      names = {"-6", "--ipv6"},
      description = "IPv6 only.")
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

  @Option(names = "--password", description = "Ask for a password.")
  private boolean askPassword;

  @Option(
      names = "--secrets",
      paramLabel = "FILE",
      description = "A JSON file with sections that have a userid and a password.")
  private String secrets;

  @Option(names = "--as", paramLabel = "NAME", description = "The section of the secrets file.")
  private String section;

  List<String> keys() {
    return keys;
  }

  /** Whether a password is given, one way or the other. */
  boolean withPassword() {
    return askPassword || secrets != null;
  }

  /** What is wrong with them, for this destination. */
  Optional<String> check(Destination destination) {
    if ((secrets == null) != (section == null)) {
      return Optional.of("--secrets FILE and --as NAME go together.");
    } else if (askPassword && secrets != null) {
      return Optional.of("give --password or --secrets, not both.");
    } else if (user != null && destination.user() != null && !user.equals(destination.user())) {
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
   * The way to a server, with what there is to show to the last: reads key files, a secrets file,
   * and asks for passphrases and a password.
   *
   * @param loginKeys key files for the last server
   */
  WayFinder.Way way(
      Destination destination,
      List<String> loginKeys,
      Notebook notebook,
      Consumer<String> warnings) {
    Secrets.Login secret = secrets == null ? null : Secrets.read(secrets, section, warnings);
    boolean noKeys = withPassword() && loginKeys.isEmpty();
    CommandLineLogin commandLine =
        commandLine(secret == null ? null : secret.userid(), loginKeys, noKeys);
    WayFinder.Way way = new WayFinder(commandLine, notebook, warnings).find(destination);
    Credentials last = way.last().credentials();
    if (secret != null) {
      last.setPassword(secret.password());
      last.neverAskForPassword();
    } else if (askPassword) {
      last.setPassword(notebook.password(Questions.passwordPrompt(way.last().plan())));
    }
    return way;
  }

  /**
   * What they come to.
   *
   * @param otherUser who logs in if the command line does not say; null for what the configuration
   *     says
   * @param loginKeys key files for the last server
   * @param noKeys whether no key is shown, for there is a password
   */
  private CommandLineLogin commandLine(String otherUser, List<String> loginKeys, boolean noKeys) {
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
        loginKeys,
        noKeys,
        knownHosts.stream().map(HomePath::of).toList(),
        pin,
        timeout == null ? null : Duration.ofSeconds(timeout),
        keepalive == null ? null : Duration.ofSeconds(keepalive));
  }
}
