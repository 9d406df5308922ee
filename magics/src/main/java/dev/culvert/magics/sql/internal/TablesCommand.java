package dev.culvert.magics.sql.internal;

import dev.culvert.magics.internal.ResultType;
import java.util.concurrent.Callable;
import org.dflib.DataFrame;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code %sql tables}. */
@Command(name = "tables", description = "The tables and views of a database.")
@ResultType(DataFrame.class)
final class TablesCommand extends SchemaCommand implements Callable<DataFrame> {

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "PATTERN",
      description = "Only names like this; %% is any text and _ any character.")
  private String pattern = "%";

  @Option(
      names = {"-d", "--database"},
      paramLabel = "NAME",
      description = "In this database instead of the current one.")
  private String schema = "";

  TablesCommand(Connections connections) {
    super(connections);
  }

  @Override
  public DataFrame call() {
    OpenDatabase database = database();
    if (database.catalog().isPresent()) {
      return database.catalog().get().tables(schema, pattern);
    }
    return database.query(
        "SELECT table_name AS `table`, LOWER(table_type) AS kind, engine AS engine,"
            + " table_rows AS about_rows,"
            + " ROUND((data_length + index_length) / 1048576, 1) AS mib, table_comment AS comment"
            + " FROM information_schema.tables WHERE table_schema = ? AND table_name LIKE ?"
            + " ORDER BY table_name",
        schema(database, schema),
        pattern);
  }
}
