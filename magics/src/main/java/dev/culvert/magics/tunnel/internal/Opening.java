package dev.culvert.magics.tunnel.internal;

import dev.culvert.api.Cell;
import dev.culvert.api.MimeBundle;
import dev.culvert.api.Notebook;
import dev.culvert.api.UserError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Connects while a user looks on: on the cell's thread, which alone asks. For an unknown host key
 * that is after the connection which showed it has gone; then a new one is made.
 */
final class Opening {

  private final Notebook notebook;

  Opening(Notebook notebook) {
    this.notebook = notebook;
  }

  /**
   * Connects through every hop.
   *
   * @throws TunnelError named after the step that failed
   */
  SshLink connect(List<Hop> way) {
    while (true) {
      WayConnector connector = new WayConnector(way, Asker.in(notebook));
      try (Cell.Registration hook = notebook.cell().onInterrupt(connector::abort)) {
        return connector.connect();
      } catch (HostKeyCheck.Unknown e) {
        trustOrThrow(e);
      }
    }
  }

  private void trustOrThrow(HostKeyCheck.Unknown unknown) {
    SshPlan plan = unknown.plan();
    if (!unknown.acceptable() || plan.knownHosts().isEmpty()) {
      throw unknown;
    }
    Path file = plan.knownHosts().get(0);
    if (plan.trust() == Trust.ASK && !userTrusts(unknown, file)) {
      throw unknown;
    }
    try {
      KnownHosts.add(file, plan.knownAs(), plan.hashNames(), unknown.key());
    } catch (IOException e) {
      throw new TunnelError(
          TunnelError.Code.HOSTKEY,
          "the key of %s was trusted, but cannot be written to %s: %s."
              .formatted(plan.server(), file, Printable.of(e.toString())),
          e);
    }
    if (plan.trust() == Trust.ACCEPT_NEW) {
      notebook.display(
          MimeBundle.text(
              "%s is trusted from now on with its key %s, as StrictHostKeyChecking says"
                  .formatted(plan.server(), HostKeyCheck.describe(unknown.key()))));
    }
  }

  private boolean userTrusts(HostKeyCheck.Unknown unknown, Path file) {
    try {
      return notebook.input(unknown.question()).strip().equalsIgnoreCase("yes");
    } catch (UserError e) {
      HostPort server = unknown.plan().server();
      throw new TunnelError(
          TunnelError.Code.HOSTKEY,
          unknown.getMessage()
              + " You cannot be asked here: add its line to "
              + file
              + ", as 'ssh-keyscan -p %d %s' prints it.".formatted(server.port(), server.host()),
          e);
    }
  }
}
