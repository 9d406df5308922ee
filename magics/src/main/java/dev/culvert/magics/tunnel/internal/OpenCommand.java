package dev.culvert.magics.tunnel.internal;

import dev.culvert.api.Cell;
import dev.culvert.api.MimeBundle;
import dev.culvert.api.Notebook;
import dev.culvert.api.UserError;
import dev.culvert.magics.internal.HomePath;
import dev.culvert.magics.internal.ResultType;
import dev.culvert.magics.internal.Secrets;
import dev.culvert.magics.tunnel.Tunnel;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code %tunnel open}. Runs on the cell's thread, which alone asks the user: for a passphrase
 * before connecting, for an unknown host key or a password after a connection that failed for the
 * lack of it.
 */
@ResultType(Tunnel.class)
@Command(
    name = "open",
    description = "Opens a tunnel through an SSH server.",
    customSynopsis =
        "{command} [NAME] [USER@]HOST[:PORT] [-L [BIND:]PORT:HOST:HOSTPORT]... [--to HOST:PORT]...")
final class OpenCommand implements Callable<Tunnel> {

  private static final int PASSWORD_TRIES = 3;
  private static final List<String> DEFAULT_KEYS =
      List.of("~/.ssh/id_ed25519", "~/.ssh/id_ecdsa", "~/.ssh/id_rsa");
  private static final List<String> DEFAULT_KNOWN_HOSTS =
      List.of("~/.ssh/known_hosts", "/etc/ssh/ssh_known_hosts");

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "1..2",
      paramLabel = "[NAME] HOST",
      description = "The SSH server, after a name for the tunnel; without one it is named by host.")
  private List<String> nameAndServer = new ArrayList<>();

  @Option(
      names = "-L",
      paramLabel = "FORWARD",
      description = {
        "Local port and target, as ssh takes it: 3307:db:3306.",
        "A lone port is that port on the SSH server itself, on the same local port or,"
            + " if that is taken, on a free one."
      })
  private List<String> locals = new ArrayList<>();

  @Option(names = "--to", paramLabel = "HOST:PORT", description = "A target on a free local port.")
  private List<String> targets = new ArrayList<>();

  @Option(
      names = "-i",
      paramLabel = "KEY",
      description = "A private key file. Without: id_ed25519, id_ecdsa, id_rsa in ~/.ssh.")
  private List<String> keys = new ArrayList<>();

  @Option(names = "-l", paramLabel = "USER", description = "Who logs in.")
  private String user;

  @Option(names = "-p", paramLabel = "PORT", description = "The SSH server's port.")
  private String port;

  @Option(names = "--password", description = "Ask for a password.")
  private boolean askPassword;

  @Option(
      names = "--secrets",
      paramLabel = "FILE",
      description = "A JSON file with sections that have a userid and a password.")
  private String secrets;

  @Option(names = "--as", paramLabel = "NAME", description = "The section of the secrets file.")
  private String section;

  @Option(
      names = "--known-hosts",
      paramLabel = "FILE",
      description = "Trusted host keys, in place of ~/.ssh/known_hosts.")
  private List<String> knownHosts = new ArrayList<>();

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description = "The longest for each step (default: ${DEFAULT-VALUE}).",
      defaultValue = "15")
  private int timeout;

  @Option(
      names = "--keepalive",
      paramLabel = "SECONDS",
      description =
          "How often to ask whether the server is still there (default: ${DEFAULT-VALUE}).",
      defaultValue = "15")
  private int keepalive;

  @Option(names = "--no-check", description = "Do not try whether the targets can be reached.")
  private boolean unchecked;

  private final OpenTunnels tunnels;
  private final Notebook notebook;

  OpenCommand(OpenTunnels tunnels, Notebook notebook) {
    this.tunnels = tunnels;
    this.notebook = notebook;
  }

  /** What was asked for, to recognise a cell that is run again. */
  private record Request(
      Destination destination,
      int port,
      List<ForwardSpec> forwards,
      List<String> keys,
      String user,
      String secrets,
      String section,
      List<Path> knownHosts) {}

  @Override
  public Tunnel call() {
    checkOptions();
    Destination destination = destination();
    String name = name(destination);
    List<ForwardSpec> forwards = forwards();
    Request request =
        new Request(
            destination,
            serverPort(destination),
            forwards,
            keys,
            user,
            secrets,
            section,
            knownHosts());
    Optional<SshTunnel> same = tunnels.sameAs(name, request);
    if (same.isPresent()) {
      return same.get();
    }
    return open(name, destination, forwards, request);
  }

  private Tunnel open(
      String name, Destination destination, List<ForwardSpec> forwards, Request request) {
    Credentials credentials = new Credentials();
    SshTunnel tunnel = null;
    boolean opened = false;
    try {
      SshPlan plan = plan(destination, credentials);
      SshLink link = connect(plan, credentials);
      tunnel = new SshTunnel(name, plan, credentials, link, tunnels::remove);
      tunnel.listen(forwards);
      if (!unchecked) {
        probe(tunnel);
      }
      tunnels.add(tunnel, request);
      opened = true;
      return tunnel;
    } finally {
      if (!opened) {
        closeAll(tunnel, credentials);
      }
    }
  }

  private static void closeAll(SshTunnel tunnel, Credentials credentials) {
    if (tunnel != null) {
      tunnel.close();
    }
    credentials.close();
  }

  private void probe(SshTunnel tunnel) {
    try (Cell.Registration hook = notebook.cell().onInterrupt(tunnel::close)) {
      tunnel.probe();
    }
  }

  private SshPlan plan(Destination destination, Credentials credentials) {
    String login = firstOf(user, destination.user());
    if (secrets != null) {
      Secrets.Login found = Secrets.read(secrets, section, this::warn);
      credentials.setPassword(found.password());
      login = firstOf(login, found.userid());
    }
    login = firstOf(login, System.getProperty("user.name"));
    HostPort server = new HostPort(destination.host(), serverPort(destination));
    SshPlan plan =
        new SshPlan(
            server,
            login,
            knownHosts(),
            Duration.ofSeconds(timeout),
            Duration.ofSeconds(keepalive));
    readKeys(credentials);
    if (askPassword) {
      credentials.setPassword(notebook.password(passwordPrompt(plan)));
    }
    return plan;
  }

  private void readKeys(Credentials credentials) {
    for (String key : keys) {
      credentials.add(new KeyFile(key).read(notebook, this::warn));
    }
    if (keys.isEmpty() && !askPassword && secrets == null) {
      DEFAULT_KEYS.stream()
          .map(KeyFile::new)
          .filter(KeyFile::exists)
          .forEach(key -> readDefaultKey(key, credentials));
    }
  }

  /** A key nobody named must not stop the others from being tried. */
  private void readDefaultKey(KeyFile key, Credentials credentials) {
    try {
      credentials.add(key.read(notebook, this::warn));
    } catch (TunnelError e) {
      credentials.skip("not tried: " + e.getMessage());
    }
  }

  private SshLink connect(SshPlan plan, Credentials credentials) {
    int passwordsAsked = 0;
    while (true) {
      try {
        return connectOnce(plan, credentials);
      } catch (HostKeyCheck.Unknown e) {
        askToTrust(plan, e);
      } catch (AuthRefused e) {
        if (!e.passwordMayHelp() || secrets != null || ++passwordsAsked > PASSWORD_TRIES) {
          throw e;
        }
        credentials.setPassword(askAgain(plan, e));
      }
    }
  }

  private SshLink connectOnce(SshPlan plan, Credentials credentials) {
    SshConnector connector = new SshConnector(plan, credentials);
    try (Cell.Registration hook = notebook.cell().onInterrupt(connector::abort)) {
      return connector.connect();
    }
  }

  private void askToTrust(SshPlan plan, HostKeyCheck.Unknown unknown) {
    Path file = plan.knownHosts().get(0);
    if (!unknown.askable() || !userTrusts(unknown, file)) {
      throw unknown;
    }
    try {
      KnownHosts.add(file, plan.server(), unknown.key());
    } catch (IOException e) {
      throw new TunnelError(
          TunnelError.Code.HOSTKEY,
          "the key of %s was trusted, but cannot be written to %s: %s."
              .formatted(plan.server(), file, Printable.of(e.toString())),
          e);
    }
  }

  private boolean userTrusts(HostKeyCheck.Unknown unknown, Path file) {
    try {
      return notebook.input(unknown.question()).strip().equalsIgnoreCase("yes");
    } catch (UserError e) {
      throw new TunnelError(
          TunnelError.Code.HOSTKEY,
          unknown.getMessage()
              + " You cannot be asked here ("
              + e.getMessage()
              + "): add its line to "
              + file
              + ", as 'ssh-keyscan -p %d %s' prints it."
                  .formatted(unknown.server().port(), unknown.server().host()),
          e);
    }
  }

  private char[] askAgain(SshPlan plan, AuthRefused refused) {
    try {
      return notebook.password(passwordPrompt(plan));
    } catch (UserError e) {
      throw refused; // nobody to ask: the refusal says what to do
    }
  }

  private static String passwordPrompt(SshPlan plan) {
    return "Password of " + plan.user() + " on " + plan.server() + ": ";
  }

  private Destination destination() {
    return Destination.parse(nameAndServer.get(nameAndServer.size() - 1));
  }

  private String name(Destination destination) {
    String name = nameAndServer.size() == 2 ? nameAndServer.get(0) : destination.host();
    if (!name.matches("[\\w.:-]+")) {
      throw misuse("'" + name + "' cannot name a tunnel. Use letters, digits, dots, dashes");
    }
    return name;
  }

  private List<ForwardSpec> forwards() {
    return Stream.concat(
            locals.stream().map(ForwardSpec::local), targets.stream().map(ForwardSpec::to))
        .toList();
  }

  private List<Path> knownHosts() {
    return (knownHosts.isEmpty() ? DEFAULT_KNOWN_HOSTS : knownHosts)
        .stream().map(HomePath::of).toList();
  }

  private int serverPort(Destination destination) {
    if (port != null) {
      return HostPort.port(port, "-p");
    }
    return destination.port() == 0 ? 22 : destination.port();
  }

  private void checkOptions() {
    Destination destination = destination();
    if (nameAndServer.size() > 2) {
      throw misuse("unexpected argument '" + nameAndServer.get(2) + "'.");
    } else if ((secrets == null) != (section == null)) {
      throw misuse("--secrets FILE and --as NAME go together.");
    } else if (askPassword && secrets != null) {
      throw misuse("give --password or --secrets, not both.");
    } else if (user != null && destination.user() != null && !user.equals(destination.user())) {
      throw misuse("-l " + user + " and " + destination.user() + "@ name two users.");
    } else if (port != null && destination.port() != 0) {
      throw misuse(
          "-p and " + destination.host() + ":" + destination.port() + " name the port twice.");
    } else if (timeout <= 0 || keepalive <= 0) {
      throw misuse("--timeout and --keepalive must be above 0.");
    }
  }

  private ParameterException misuse(String what) {
    return new ParameterException(spec.commandLine(), what);
  }

  private void warn(String warning) {
    notebook.display(MimeBundle.text("warning: " + warning));
  }

  private static String firstOf(String one, String other) {
    return one != null ? one : other;
  }
}
