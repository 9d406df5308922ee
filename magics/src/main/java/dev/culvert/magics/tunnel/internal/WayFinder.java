package dev.culvert.magics.tunnel.internal;

import dev.culvert.api.Notebook;
import dev.culvert.magics.internal.HomePath;
import dev.culvert.magics.tunnel.internal.TunnelError.Code;
import dev.culvert.magics.tunnel.internal.config.ConfigError;
import dev.culvert.magics.tunnel.internal.config.HostConfig;
import dev.culvert.magics.tunnel.internal.config.Setting;
import dev.culvert.magics.tunnel.internal.config.SshConfig;
import dev.culvert.magics.tunnel.internal.config.Tokens;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Turns a host as the user typed it into the servers to go through, each with what its own part of
 * the configuration says. Runs on the cell's thread, for it asks for passphrases.
 */
final class WayFinder {

  private static final int MOST_JUMPS = 10;
  private static final int DEFAULT_PORT = 22;
  private static final int DEFAULT_SECONDS = 15;
  private static final int DEFAULT_MISSED = 3;

  private static final List<String> DEFAULT_KEYS =
      List.of("~/.ssh/id_ed25519", "~/.ssh/id_ecdsa", "~/.ssh/id_rsa");

  private static final List<String> USER_KNOWN_HOSTS =
      List.of("~/.ssh/known_hosts", "~/.ssh/known_hosts2");

  private static final List<String> GLOBAL_KNOWN_HOSTS =
      List.of("/etc/ssh/ssh_known_hosts", "/etc/ssh/ssh_known_hosts2");

  private static final Path NO_FILE = Path.of("none"); // as ssh

  private final CommandLineLogin commandLine;
  private final SshConfig config;
  private final Notebook notebook;
  private final Consumer<String> warnings;
  private final Set<String> warned = new LinkedHashSet<>();

  WayFinder(CommandLineLogin commandLine, Notebook notebook, Consumer<String> warnings) {
    this.commandLine = commandLine;
    this.notebook = notebook;
    this.warnings =
        warning -> {
          if (warned.add(warning)) {
            warnings.accept(warning);
          }
        };
    this.config = configOf(commandLine);
  }

  private static SshConfig configOf(CommandLineLogin commandLine) {
    if (commandLine.file() == null) {
      return SshConfig.standard(commandLine.execAllowed());
    }
    return commandLine.file().equals(NO_FILE)
        ? SshConfig.none()
        : SshConfig.of(commandLine.file(), commandLine.execAllowed());
  }

  /**
   * A way to a server.
   *
   * @param hops the servers to go through, the nearest first; the last is the one that was asked
   *     for
   * @param config what the configuration says about the last
   * @param sshWords what {@code ssh} would be told
   */
  record Way(List<Hop> hops, HostConfig config, List<String> sshWords) {

    Hop last() {
      return hops.get(hops.size() - 1);
    }
  }

  /**
   * Finds the way.
   *
   * @throws TunnelError when the configuration cannot be read, or leads in a circle
   */
  Way find(Destination destination) {
    WarmUp.start();
    SshSecurity.prepare(); // before known_hosts or an agent's keys are read
    try {
      List<String> options = new ArrayList<>(ofDestination(destination));
      options.addAll(commandLine.options());
      HostConfig last = config.resolve(destination.host(), options);
      List<Hop> hops = new ArrayList<>();
      addJumps(last, new ArrayList<>(List.of(serverOf(last).toString())), hops);
      hops.add(lastHop(last));
      return new Way(List.copyOf(hops), last, sshWords(options, destination));
    } catch (ConfigError e) {
      throw new TunnelError(Code.CONFIG, e.getMessage(), e);
    }
  }

  private List<String> sshWords(List<String> options, Destination destination) {
    List<String> words = new ArrayList<>();
    if (commandLine.file() != null) {
      words.addAll(List.of("-F", commandLine.file().toString()));
    }
    options.forEach(option -> words.addAll(List.of("-o", option)));
    words.addAll(List.of("--", destination.host()));
    return List.copyOf(words);
  }

  /** The plan for a server alone, without reading any key. */
  SshPlan plan(HostConfig host) {
    Unapplied.warn(host, warnings);
    String user = host.text("user").orElse(System.getProperty("user.name"));
    HostPort server = serverOf(host);
    String alias = host.text("hostkeyalias").orElse(null);
    Tokens tokens = tokens(host);
    return new SshPlan(
        server,
        user,
        alias == null ? server : new HostPort(alias, DEFAULT_PORT),
        knownHosts(host, tokens),
        trust(host),
        host.flag("hashknownhosts").orElse(false),
        null,
        proxyCommand(host, tokens),
        family(host),
        from(host),
        attempts(host),
        Negotiation.of(host),
        host.flag("batchmode").orElse(false),
        commandLine.timeout() != null
            ? commandLine.timeout()
            : Duration.ofSeconds(host.seconds("connecttimeout").orElse(DEFAULT_SECONDS)),
        commandLine.keepalive() != null
            ? commandLine.keepalive()
            : Duration.ofSeconds(host.seconds("serveraliveinterval").orElse(DEFAULT_SECONDS)),
        host.number("serveralivecountmax").orElse(DEFAULT_MISSED));
  }

  private static List<String> ofDestination(Destination destination) {
    List<String> options = new ArrayList<>();
    if (destination.user() != null) {
      options.add(SshConfig.option("User", destination.user()));
    }
    if (destination.port() != 0) {
      options.add("Port=" + destination.port());
    }
    return options;
  }

  /** The first jump may have jumps of its own; those behind it are reached through it. */
  private void addJumps(HostConfig host, List<String> passed, List<Hop> hops) {
    Optional<Setting> jumps =
        host.get("proxyjump").filter(set -> !set.value().equalsIgnoreCase("none"));
    if (jumps.isEmpty()) {
      return;
    }
    boolean first = true;
    for (String written : jumps.get().value().split(",")) {
      Destination jump = Destination.parse(written.strip());
      HostConfig settings = config.resolve(jump.host(), ofDestination(jump));
      String server = serverOf(settings).toString();
      passed.add(server);
      if (passed.indexOf(server) < passed.size() - 1 || passed.size() > MOST_JUMPS) {
        throw new TunnelError(
            Code.JUMP_LOOP,
            "%s (%s sets ProxyJump). Exclude the jump host there, as with Host * !%s."
                .formatted(String.join(" -> ", passed), jumps.get().place(), jump.host()));
      }
      if (first) {
        addJumps(settings, passed, hops);
      }
      hops.add(hop(settings, plan(settings), List.of()));
      first = false;
    }
  }

  private Hop lastHop(HostConfig host) {
    SshPlan plan = plan(host);
    plan = commandLine.pin() == null ? plan : plan.pinned(commandLine.pin());
    return commandLine.noKeys()
        ? new Hop(plan, new Credentials())
        : hop(host, plan, commandLine.keys());
  }

  private Hop hop(HostConfig host, SshPlan plan, List<String> namedKeys) {
    KeyRing ring =
        new KeyRing(plan, plan.batch() ? new Unattended("BatchMode is set") : notebook, warnings);
    Tokens tokens = tokens(host);
    boolean onlyNamed = !namedKeys.isEmpty() || host.flag("identitiesonly").orElse(false);
    agentSocket(host, tokens).ifPresent(socket -> ring.useAgent(socket, onlyNamed));
    List<Path> certificates =
        host.all("certificatefile").stream().map(set -> path(set, tokens)).toList();
    namedKeys.forEach(key -> ring.addNamed(key, certificates));
    List<Setting> configured = host.all("identityfile");
    configured.stream()
        .filter(set -> !set.value().equalsIgnoreCase("none"))
        .forEach(set -> ring.addIfUsable(filled(set, tokens), certificates));
    if (namedKeys.isEmpty() && configured.isEmpty()) {
      DEFAULT_KEYS.forEach(key -> ring.addIfUsable(key, certificates));
    }
    return new Hop(plan, ring.credentials());
  }

  private static HostPort serverOf(HostConfig host) {
    int port = host.number("port").orElse(DEFAULT_PORT);
    if (port < 1 || port > 0xFFFF) {
      throw new TunnelError(
          Code.CONFIG,
          "%s: %d is not a port.".formatted(host.get("port").orElseThrow().place(), port));
    }
    return new HostPort(host.text("hostname").orElse(host.typed()).toLowerCase(Locale.ROOT), port);
  }

  private static Tokens tokens(HostConfig host) {
    HostPort server = serverOf(host);
    return new Tokens(
        server.host(),
        host.typed(),
        server.port(),
        host.text("user").orElse(System.getProperty("user.name")),
        host.text("hostkeyalias").orElse(null),
        host.text("proxyjump").orElse(""));
  }

  private static String filled(Setting set, Tokens tokens) {
    return tokens.fill(set.value(), set.place());
  }

  private static Path path(Setting set, Tokens tokens) {
    return HomePath.of(filled(set, tokens));
  }

  private List<Path> knownHosts(HostConfig host, Tokens tokens) {
    if (!commandLine.knownHosts().isEmpty()) {
      return commandLine.knownHosts();
    }
    return Stream.concat(
            files(host, "userknownhostsfile", USER_KNOWN_HOSTS, tokens),
            files(host, "globalknownhostsfile", GLOBAL_KNOWN_HOSTS, tokens))
        .toList();
  }

  private static Stream<Path> files(
      HostConfig host, String keyword, List<String> usual, Tokens tokens) {
    Optional<Setting> set = host.get(keyword);
    return set.map(Setting::words).orElse(usual).stream()
        .filter(word -> !word.equalsIgnoreCase("none"))
        .map(word -> HomePath.of(set.isEmpty() ? word : tokens.fill(word, set.get().place())));
  }

  private Trust trust(HostConfig host) {
    String set = host.text("stricthostkeychecking").orElse("ask").toLowerCase(Locale.ROOT);
    return switch (set) {
      case "ask" -> host.flag("batchmode").orElse(false) ? Trust.KNOWN_ONLY : Trust.ASK;
      case "accept-new" -> Trust.ACCEPT_NEW;
      case "yes", "true" -> Trust.KNOWN_ONLY;
      case "no", "off", "false" -> {
        warnings.accept(
            "%s: StrictHostKeyChecking %s is taken as accept-new: a changed key never passes."
                .formatted(host.get("stricthostkeychecking").orElseThrow().place(), set));
        yield Trust.ACCEPT_NEW;
      }
      default ->
          throw new TunnelError(
              Code.CONFIG,
              "%s: StrictHostKeyChecking takes ask, accept-new or yes, not '%s'."
                  .formatted(
                      host.get("stricthostkeychecking").orElseThrow().place(), Printable.of(set)));
    };
  }

  private String proxyCommand(HostConfig host, Tokens tokens) {
    if (host.text("proxycommand").isEmpty()) {
      return null;
    }
    Setting set = host.get("proxycommand").orElseThrow();
    boolean ofOtherFile = commandLine.file() != null && !set.place().startsWith("-o ");
    if (ofOtherFile && !commandLine.execAllowed()) {
      throw new TunnelError(
          Code.CONFIG,
          "%s: the ProxyCommand of a file given with -F is run only with --allow-exec."
              .formatted(set.place()));
    }
    return filled(set, tokens);
  }

  private static Class<? extends InetAddress> family(HostConfig host) {
    String family = host.text("addressfamily").orElse("any").toLowerCase(Locale.ROOT);
    return switch (family) {
      case "any" -> InetAddress.class;
      case "inet" -> Inet4Address.class;
      case "inet6" -> Inet6Address.class;
      default ->
          throw new TunnelError(
              Code.CONFIG,
              "%s: AddressFamily takes any, inet or inet6, not '%s'."
                  .formatted(
                      host.get("addressfamily").orElseThrow().place(), Printable.of(family)));
    };
  }

  private static int attempts(HostConfig host) {
    int attempts = host.number("connectionattempts").orElse(1);
    if (attempts < 1) {
      throw new TunnelError(
          Code.CONFIG,
          "%s: ConnectionAttempts takes a number from 1, not '%d'."
              .formatted(host.get("connectionattempts").orElseThrow().place(), attempts));
    }
    return attempts;
  }

  private static InetAddress from(HostConfig host) {
    Optional<Setting> set = host.get("bindaddress");
    try {
      return set.isEmpty() ? null : InetAddress.getByName(set.get().value());
    } catch (UnknownHostException e) {
      throw new TunnelError(
          Code.CONFIG,
          "%s: BindAddress takes an address of this machine, not '%s'."
              .formatted(set.get().place(), Printable.of(set.get().value())),
          e);
    }
  }

  private static Optional<Path> agentSocket(HostConfig host, Tokens tokens) {
    Optional<Setting> set = host.get("identityagent");
    String written = set.map(Setting::value).orElse("SSH_AUTH_SOCK");
    if (written.equals("none")) {
      return Optional.empty();
    } else if (written.equals("SSH_AUTH_SOCK")
        || written.startsWith("$") && !written.contains("{")) {
      String variable = written.startsWith("$") ? written.substring(1) : written;
      return Optional.ofNullable(System.getenv(variable))
          .filter(path -> !path.isBlank())
          .map(Path::of);
    }
    return Optional.of(path(set.orElseThrow(), tokens));
  }
}
