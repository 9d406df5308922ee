package dev.culvert.magics.sql.internal;

import dev.culvert.api.Nearest;
import dev.culvert.api.UserError;
import java.util.List;
import java.util.Optional;
import org.dflib.DataFrame;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What the commands that describe a database have in common. */
@Command
abstract class SchemaCommand {

  private final Connections connections;

  @Option(
      names = {"-c", "--connection"},
      paramLabel = "NAME",
      description = "On this connection instead of the current one.")
  private String connection;

  SchemaCommand(Connections connections) {
    this.connections = connections;
  }

  Snippets snippets() {
    return connections.snippets();
  }

  OpenDatabase database() {
    return connections.find(Optional.ofNullable(connection));
  }

  /**
   * The database a table is in: the one it is named with, or the current one.
   *
   * @throws UserError when there is no current one
   */
  static String schema(OpenDatabase database, String named) {
    if (!named.isEmpty()) {
      return named;
    }
    Object current = database.query("SELECT DATABASE()").getColumn(0).get(0);
    if (current == null) {
      throw UserError.usage("no database is chosen. Say %sql use DATABASE, or DATABASE.TABLE.");
    }
    return current.toString();
  }

  /**
   * What the server knows about a table: the rows of a query with the database and the table as
   * parameters.
   *
   * @throws UserError when there is no such table, with the nearest name
   */
  static DataFrame describe(OpenDatabase database, TableName name, String query) {
    String schema = schema(database, name.database());
    List<?> tables =
        database
            .query(
                "SELECT table_name FROM information_schema.tables WHERE table_schema = ?", schema)
            .getColumn(0)
            .toList();
    List<String> names = tables.stream().map(Object::toString).toList();
    DataFrame rows = database.query(query, schema, name.table());
    if (rows.height() == 0 && !names.contains(name.table())) {
      String meant = Nearest.hint(name.table(), names);
      throw new UserError(
          "SqlError",
          "no table or view is named '" + name.table() + "' in database " + schema + "." + meant);
    }
    return rows;
  }
}
