package dev.culvert.magics.tunnel.internal;

import dev.culvert.api.MimeBundle;
import dev.culvert.magics.internal.ResultType;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code %tunnel stats}. */
@ResultType(MimeBundle.class)
@Command(name = "stats", description = "Shows what went through the tunnels, by target.")
final class StatsCommand implements Callable<MimeBundle> {

  @Parameters(arity = "0..*", paramLabel = "NAME", description = "Which tunnels; or else all.")
  private List<String> names = new ArrayList<>();

  private final OpenTunnels tunnels;

  StatsCommand(OpenTunnels tunnels) {
    this.tunnels = tunnels;
  }

  @Override
  public MimeBundle call() {
    return TunnelTable.stats(
        names.isEmpty() ? tunnels.all() : names.stream().map(tunnels::named).toList());
  }
}
