package dev.culvert.magics.tunnel.internal;

import dev.culvert.api.Notebook;
import dev.culvert.magics.internal.ResultType;
import dev.culvert.magics.tunnel.Tunnel;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code %tunnel reopen}: on the cell's thread, which alone asks the user. */
@ResultType(Tunnel.class)
@Command(
    name = "reopen",
    description = "Connects a tunnel anew, with the same ports; what goes through it is cut.")
final class ReopenCommand implements Callable<Tunnel> {

  @Parameters(paramLabel = "NAME", description = "Which tunnel.")
  private String name;

  private final OpenTunnels tunnels;
  private final Notebook notebook;

  ReopenCommand(OpenTunnels tunnels, Notebook notebook) {
    this.tunnels = tunnels;
    this.notebook = notebook;
  }

  @Override
  public Tunnel call() {
    SshTunnel tunnel = tunnels.named(name);
    tunnel.reopen(new Opening(notebook));
    return tunnel;
  }
}
