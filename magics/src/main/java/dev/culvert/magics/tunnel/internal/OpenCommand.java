package dev.culvert.magics.tunnel.internal;

import dev.culvert.api.Cell;
import dev.culvert.api.MimeBundle;
import dev.culvert.api.Notebook;
import dev.culvert.magics.internal.ResultType;
import dev.culvert.magics.tunnel.Tunnel;
import dev.culvert.magics.tunnel.internal.config.HostConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code %tunnel open}. Runs on the cell's thread, which alone asks the user; takes ssh's own
 * options, so that people can write what they know.
 */
@ResultType(Tunnel.class)
@Command(
    name = "open",
    description = "Opens a tunnel through an SSH server.",
    customSynopsis =
        "{command} [NAME] [USER@]HOST[:PORT] [-L [BIND:]PORT:HOST:HOSTPORT]... [--to HOST:PORT]...")
final class OpenCommand implements Callable<Tunnel> {

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

  @Mixin private LoginOptions login;

  @Option(names = "--no-check", description = "Do not try whether the targets can be reached.")
  private boolean unchecked;

  private final OpenTunnels tunnels;
  private final Notebook notebook;

  OpenCommand(OpenTunnels tunnels, Notebook notebook) {
    this.tunnels = tunnels;
    this.notebook = notebook;
  }

  @Override
  public Tunnel call() {
    Destination destination = Destination.parse(nameAndServer.get(nameAndServer.size() - 1));
    checkOptions(destination);
    String name = name(destination);
    List<ForwardSpec> forwards = forwards();
    List<String> request = spec.commandLine().getParseResult().originalArgs();
    Optional<SshTunnel> same = tunnels.sameAs(name, request);
    if (same.isPresent()) {
      return same.get();
    }
    return open(name, destination, forwards, request);
  }

  private Tunnel open(
      String name, Destination destination, List<ForwardSpec> forwards, List<String> request) {
    List<Hop> way = List.of();
    SshTunnel tunnel = null;
    boolean opened = false;
    try {
      WayFinder.Way found = login.way(destination, login.keys(), notebook, this::warn);
      way = found.hops();
      tunnel = new SshTunnel(name, way, new Opening(notebook).connect(way), tunnels::remove);
      tunnel.listen(all(forwards, found.config()));
      if (!unchecked) {
        probe(tunnel);
      }
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

  private void probe(SshTunnel tunnel) {
    try (Cell.Registration hook = notebook.cell().onInterrupt(tunnel::close)) {
      tunnel.probe();
    }
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

  /** The forwards of the command, then those of the configuration. */
  private static List<ForwardSpec> all(List<ForwardSpec> asked, HostConfig config) {
    List<ForwardSpec> all = new ArrayList<>(asked);
    if (!config.flag("clearallforwardings").orElse(false)) {
      config
          .all("localforward")
          .forEach(set -> all.add(ForwardSpec.local(String.join(":", set.words()))));
    }
    return all;
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
