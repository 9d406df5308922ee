package dev.culvert.magics.tunnel.internal;

import dev.culvert.api.MimeBundle;
import dev.culvert.api.Notebook;
import dev.culvert.magics.internal.ResultType;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code %tunnel close}: all the named tunnels, or none when one of the names is wrong. */
@ResultType(void.class)
@Command(
    name = "close",
    description = "Closes tunnels, what goes through them first, and frees their ports.")
final class CloseCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Parameters(arity = "0..*", paramLabel = "NAME", description = "Which tunnels.")
  private List<String> names = new ArrayList<>();

  @Option(names = "--all", description = "All tunnels of this notebook.")
  private boolean all;

  private final OpenTunnels tunnels;
  private final Notebook notebook;

  CloseCommand(OpenTunnels tunnels, Notebook notebook) {
    this.tunnels = tunnels;
    this.notebook = notebook;
  }

  @Override
  public void run() {
    if (all != names.isEmpty()) {
      throw new ParameterException(spec.commandLine(), "name the tunnels, or give --all.");
    }
    List<SshTunnel> closing = all ? tunnels.all() : names.stream().map(tunnels::named).toList();
    List<String> riders = closing.stream().flatMap(tunnel -> tunnel.riders().stream()).toList();
    closing.forEach(SshTunnel::close);
    notebook.display(MimeBundle.text(report(riders, closing)));
  }

  private static String report(List<String> riders, List<SshTunnel> closed) {
    String before = riders.isEmpty() ? "" : String.join(", ", riders) + ", then ";
    return closed.isEmpty()
        ? "no tunnel was open"
        : "closed " + before + String.join(", ", closed.stream().map(SshTunnel::name).toList());
  }
}
