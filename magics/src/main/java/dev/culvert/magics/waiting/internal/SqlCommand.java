package dev.culvert.magics.waiting.internal;

import dev.culvert.api.Notebook;
import dev.culvert.magics.internal.ResultType;
import dev.culvert.magics.sql.Database;
import dev.culvert.magics.sql.Sql;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code %wait sql}. */
@Command(
    name = "sql",
    description = "Wait until the first value of a query is not NULL, 0 or empty.",
    footer = {
      "",
      "  %%wait sql \"SELECT COUNT(*) FROM orders WHERE status = 'open'\" --every 10s",
      "",
      "The query runs on a connection of its own, which is in no transaction and sees what others"
          + " commit."
    })
@ResultType(void.class)
final class SqlCommand implements Runnable {

  private final Notebook notebook;

  @Mixin private WaitOptions options;

  @Parameters(index = "0", paramLabel = "QUERY", description = "The query, in quotes.")
  private String query;

  @Option(
      names = {"-c", "--connection"},
      paramLabel = "NAME",
      description = "As the login of this connection instead of the current one.")
  private String connection;

  SqlCommand(Notebook notebook) {
    this.notebook = notebook;
  }

  @Override
  public void run() {
    Database database = connection == null ? Sql.database() : Sql.database(connection);
    options.await(new SqlCondition(database, query), notebook);
  }
}
