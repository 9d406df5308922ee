package dev.culvert.magics.sql.internal;

import dev.culvert.api.MimeBundle;
import dev.culvert.api.Notebook;
import dev.culvert.api.UserError;
import dev.culvert.magics.internal.ResultType;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code %sql close}. */
@Command(name = "close", description = "Close a connection and all that was opened from it.")
@ResultType(void.class)
final class CloseCommand implements Runnable {

  private final Notebook notebook;
  private final Connections connections;

  @Parameters(index = "0", arity = "0..1", paramLabel = "NAME", description = "The connection.")
  private String name;

  @Option(names = "--all", description = "Close all connections.")
  private boolean all;

  CloseCommand(Notebook notebook, Connections connections) {
    this.notebook = notebook;
    this.connections = connections;
  }

  @Override
  public void run() {
    if (all == (name != null)) {
      throw UserError.usage("%sql close: takes the name of a connection, or --all.");
    }
    List<OpenDatabase> closing = all ? connections.removeAll() : List.of(connections.remove(name));
    closing.forEach(this::close);
    List<String> names = closing.stream().map(OpenDatabase::name).toList();
    notebook.display(
        MimeBundle.text(
            names.isEmpty() ? "no connection was open" : "closed " + String.join(", ", names)));
  }

  private void close(OpenDatabase database) {
    if (database.hasOpenTransaction()) {
      notebook.display(
          MimeBundle.text(
              database.name() + " had a transaction open: the server rolls its changes back"));
    }
    database.close();
  }
}
