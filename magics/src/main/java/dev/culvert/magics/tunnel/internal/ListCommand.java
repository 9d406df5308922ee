package dev.culvert.magics.tunnel.internal;

import dev.culvert.api.MimeBundle;
import dev.culvert.magics.internal.ResultType;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code %tunnel list}. */
@ResultType(MimeBundle.class)
@Command(
    name = "list",
    description = "Shows the open tunnels, and how long their servers take to answer.")
final class ListCommand implements Callable<MimeBundle> {

  private final OpenTunnels tunnels;

  ListCommand(OpenTunnels tunnels) {
    this.tunnels = tunnels;
  }

  @Override
  public MimeBundle call() {
    return TunnelTable.list(tunnels.all());
  }
}
