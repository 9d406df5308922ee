package dev.culvert.magics.sql.internal;

import dev.culvert.api.Notebook;
import dev.culvert.magics.internal.ResultType;
import dev.culvert.magics.sql.Database;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * {@code %sql use}: chooses a connection. It is a SQL statement as well, and means that when no
 * connection has the name.
 */
@Command(
    name = "use",
    description = "Make a connection the current one; else the SQL statement USE database.")
@ResultType(Database.class)
final class UseCommand implements Callable<Database> {

  private final Notebook notebook;
  private final Connections connections;

  @Parameters(index = "0", paramLabel = "NAME", description = "A connection or a database.")
  private String name;

  UseCommand(Notebook notebook, Connections connections) {
    this.notebook = notebook;
    this.connections = connections;
  }

  @Override
  public Database call() {
    String bare = name.replaceFirst(";$", "").replace("`", "");
    if (connections.has(bare) || connections.all().isEmpty()) {
      return connections.use(bare);
    }
    OpenDatabase current = connections.find(Optional.empty());
    String statement = "USE " + current.dialect().notation().quote(bare);
    new ScriptRun(current, notebook, RunSettings.plain()).run(statement);
    return current;
  }
}
