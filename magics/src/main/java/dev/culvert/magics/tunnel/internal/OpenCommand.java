package dev.culvert.magics.tunnel.internal;

import dev.culvert.api.Cell;
import dev.culvert.api.MimeBundle;
import dev.culvert.api.Notebook;
import dev.culvert.api.UserError;
import dev.culvert.magics.internal.Declares;
import dev.culvert.magics.internal.Profile;
import dev.culvert.magics.internal.Profiles;
import dev.culvert.magics.internal.ResultType;
import dev.culvert.magics.tunnel.Tunnel;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code %tunnel open}. Runs on the cell's thread, which alone asks the user; takes ssh's own
 * options, so that people can write what they know. A lone name that has a profile stands for the
 * profile's server and options.
 */
@ResultType(Tunnel.class)
@Command(
    name = "open",
    description = "Opens a tunnel through an SSH server, or one that was saved.",
    customSynopsis =
        "{command} [NAME] [USER@]HOST[:PORT] [-L [BIND:]PORT:HOST:HOSTPORT]... [--to HOST:PORT]...")
final class OpenCommand implements Callable<Tunnel> {

  private static final String VARIABLE = "--var";

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "1..2",
      paramLabel = "[NAME] HOST",
      description =
          "The SSH server, after a name for the tunnel; without one it is named by host. Or the"
              + " name of a saved one.")
  private List<String> nameAndServer = new ArrayList<>();

  @Mixin private ForwardOptions wanted;

  @Mixin private LoginOptions login;

  @Option(names = "--no-check", description = "Do not try whether the targets can be reached.")
  private boolean unchecked;

  @Declares
  @Option(
      names = VARIABLE,
      paramLabel = "VARIABLE",
      description =
          "Declare a variable of the notebook: --var db gives db.localPort(). The tunnel is shown,"
              + " too.")
  private String declared; // null: none

  private final OpenTunnels tunnels;
  private final Notebook notebook;
  private final Path profiles; // null: a name is no profile's
  private Credentials.Key given; // null: none

  OpenCommand(OpenTunnels tunnels, Notebook notebook, Path profiles) {
    this.tunnels = tunnels;
    this.notebook = notebook;
    this.profiles = profiles;
  }

  /** Shows a key of Java code's before all others. */
  void show(KeyPair pair) {
    given = new Credentials.Key("the given key pair", JdkKeys.usable(pair), false);
  }

  @Override
  public Tunnel call() {
    Tunnel tunnel = tunnel();
    if (declared != null) {
      notebook.display(tunnel); // the notebook shows no value that goes into a variable
    }
    return tunnel;
  }

  private Tunnel tunnel() {
    String server = nameAndServer.get(nameAndServer.size() - 1);
    OpenRequest request =
        OpenRequest.of(server, spec.commandLine().getParseResult(), Set.of(VARIABLE));
    if (profiles != null && nameAndServer.size() == 1) {
      Optional<Profile> profile =
          Profiles.read(profiles, this::warn).find(Profiles.Kind.TUNNEL, server);
      if (profile.isPresent()) {
        return open(profile.get(), request);
      }
    }
    return open(request);
  }

  /** Opens what a profile says, as if its words had been typed. */
  private Tunnel open(Profile profile, OpenRequest typed) {
    OpenCommand whole = new OpenCommand(tunnels, notebook, null);
    CommandLine commandLine = new CommandLine(whole).setExpandAtFiles(false);
    OpenRequest request = OpenRequest.of(profile, typed.settings());
    try {
      List<String> words = new ArrayList<>(List.of(profile.name()));
      words.addAll(request.words());
      commandLine.parseArgs(words.toArray(String[]::new));
      return whole.open(request);
    } catch (ParameterException e) {
      throw new UserError(
          "ProfileError",
          "%s: profile '%s': %s".formatted(profile.place(), profile.name(), e.getMessage()),
          e);
    }
  }

  private Tunnel open(OpenRequest request) {
    Destination destination = Destination.parse(nameAndServer.get(nameAndServer.size() - 1));
    checkOptions(destination);
    String name = name(destination);
    ForwardOptions.Forwards forwards = wanted.forwards();
    Optional<SshTunnel> same = tunnels.sameAs(name, request);
    return same.isPresent() ? same.get() : open(name, destination, forwards, request);
  }

  private Tunnel open(
      String name, Destination destination, ForwardOptions.Forwards asked, OpenRequest request) {
    List<Hop> way = List.of();
    SshTunnel tunnel = null;
    boolean opened = false;
    try {
      WayFinder.Way found = login.way(destination, login.keys(), notebook, this::warn);
      way = found.hops();
      if (given != null) {
        found.last().credentials().addFirst(given);
      }
      ForwardOptions.Forwards forwards = asked.and(found.config());
      tunnel = new SshTunnel(name, way, new Opening(notebook).connect(way), tunnels::remove);
      if (!unchecked) { // before it listens, else -L 3306 to this machine itself reaches itself
        probe(tunnel, forwards.locals());
      }
      tunnel.listen(forwards.locals());
      tunnel.listenRemotely(forwards.remotes());
      forwards.warnOfOpenOnes(this::warn);
      tunnels.add(tunnel, request);
      opened = true;
      return tunnel;
    } finally {
      if (!opened) {
        closeAll(tunnel, way);
      }
    }
  }

  private static void closeAll(SshTunnel tunnel, List<Hop> way) {
    if (tunnel != null) {
      tunnel.close();
    }
    way.forEach(hop -> hop.credentials().close());
  }

  private void probe(SshTunnel tunnel, List<ForwardSpec> targets) {
    try (Cell.Registration hook = notebook.cell().onInterrupt(tunnel::close)) {
      tunnel.probe(targets);
    }
  }

  private String name(Destination destination) {
    String name = nameAndServer.size() == 2 ? nameAndServer.get(0) : destination.host();
    if (!name.matches("[\\w.:-]+")) {
      throw misuse("'" + name + "' cannot name a tunnel. Use letters, digits, dots, dashes");
    }
    return name;
  }

  private void checkOptions(Destination destination) {
    if (nameAndServer.size() > 2) {
      throw misuse("unexpected argument '" + nameAndServer.get(2) + "'.");
    }
    login
        .check(destination)
        .ifPresent(
            wrong -> {
              throw misuse(wrong);
            });
  }

  private ParameterException misuse(String what) {
    return new ParameterException(spec.commandLine(), what);
  }

  private void warn(String warning) {
    notebook.display(MimeBundle.text("warning: " + warning));
  }
}
