package dev.culvert.magics.tunnel.internal;

import dev.culvert.api.MimeBundle;
import dev.culvert.magics.internal.ResultType;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code %tunnel status}. */
@ResultType(MimeBundle.class)
@Command(name = "status", description = "Shows all that is known of an open tunnel.")
final class StatusCommand implements Callable<MimeBundle> {

  @Parameters(paramLabel = "NAME", description = "Which tunnel.")
  private String name;

  private final OpenTunnels tunnels;

  StatusCommand(OpenTunnels tunnels) {
    this.tunnels = tunnels;
  }

  @Override
  public MimeBundle call() {
    return TunnelTable.status(tunnels.named(name));
  }
}
