package dev.culvert.magics.sql.internal;

import dev.culvert.api.UserError;
import dev.culvert.magics.internal.ResultType;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code %sql ddl}. */
@Command(name = "ddl", description = "The statement that makes a table, as the server writes it.")
@ResultType(String.class)
final class DdlCommand extends SchemaCommand implements Callable<String> {

  @Parameters(index = "0", paramLabel = "TABLE", description = "A table or view.")
  private String table;

  DdlCommand(Connections connections) {
    super(connections);
  }

  @Override
  public String call() {
    OpenDatabase database = database();
    if (database.catalog().isPresent()) {
      throw UserError.usage(
          "JDBC knows no text that makes a table; %sql columns "
              + table
              + " shows its columns, and "
              + database.facts().product()
              + " may have a statement of its own.");
    }
    TableName name = TableName.of(table);
    describe(
        database,
        name,
        "SELECT 1 FROM information_schema.tables WHERE table_schema = ? AND table_name = ?");
    return (String) database.query("SHOW CREATE TABLE " + name.quoted()).getColumn(1).get(0);
  }
}
