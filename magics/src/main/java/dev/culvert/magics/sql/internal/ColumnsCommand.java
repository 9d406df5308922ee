package dev.culvert.magics.sql.internal;

import dev.culvert.magics.internal.ResultType;
import java.util.concurrent.Callable;
import org.dflib.DataFrame;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code %sql columns}. */
@Command(name = "columns", description = "The columns of a table.")
@ResultType(DataFrame.class)
final class ColumnsCommand extends SchemaCommand implements Callable<DataFrame> {

  @Parameters(index = "0", paramLabel = "TABLE", description = "A table or view.")
  private String table;

  ColumnsCommand(Connections connections) {
    super(connections);
  }

  @Override
  public DataFrame call() {
    OpenDatabase database = database();
    if (database.catalog().isPresent()) {
      return database.catalog().get().columns(TableName.of(table));
    }
    return describe(
        database,
        TableName.of(table),
        "SELECT column_name AS `column`, column_type AS type, is_nullable AS nullable,"
            + " column_default AS `default`, column_key AS `key`, extra AS extra,"
            + " column_comment AS comment FROM information_schema.columns"
            + " WHERE table_schema = ? AND table_name = ? ORDER BY ordinal_position");
  }
}
