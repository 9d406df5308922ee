package dev.culvert.magics.sql.internal;

import dev.culvert.magics.internal.ResultType;
import java.util.concurrent.Callable;
import org.dflib.DataFrame;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code %sql indexes}. */
@Command(name = "indexes", description = "The indexes of a table.")
@ResultType(DataFrame.class)
final class IndexesCommand extends SchemaCommand implements Callable<DataFrame> {

  @Parameters(index = "0", paramLabel = "TABLE", description = "A table or view.")
  private String table;

  IndexesCommand(Connections connections) {
    super(connections);
  }

  @Override
  public DataFrame call() {
    OpenDatabase database = database();
    if (database.catalog().isPresent()) {
      return database.catalog().get().indexes(TableName.of(table));
    }
    return describe(
        database,
        TableName.of(table),
        "SELECT index_name AS `index`, IF(non_unique, 'no', 'yes') AS `unique`,"
            + " GROUP_CONCAT(column_name ORDER BY seq_in_index SEPARATOR ', ') AS columns,"
            + " index_type AS type FROM information_schema.statistics"
            + " WHERE table_schema = ? AND table_name = ?"
            + " GROUP BY index_name, non_unique, index_type ORDER BY index_name");
  }
}
