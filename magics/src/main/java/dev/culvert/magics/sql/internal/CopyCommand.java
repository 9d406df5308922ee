package dev.culvert.magics.sql.internal;

import dev.culvert.api.MimeBundle;
import dev.culvert.api.Notebook;
import dev.culvert.api.UserError;
import dev.culvert.magics.internal.ResultType;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code %sql copy}. */
@Command(
    name = "copy",
    description = "Copy the rows of a query on one connection to a table on another.",
    footer = {
      "",
      "  %%sql copy shop \"SELECT * FROM orders\" archive orders --mask email=hash",
      "",
      "All rows are copied or none, in memory that does not grow with them. The table must be there."
    })
@ResultType(void.class)
final class CopyCommand implements Runnable {

  private final Notebook notebook;
  private final Connections connections;

  @Parameters(index = "0", paramLabel = "FROM", description = "The connection to read from.")
  private String from;

  @Parameters(index = "1", paramLabel = "QUERY", description = "The query, in quotes.")
  private String query;

  @Parameters(index = "2", paramLabel = "TO", description = "The connection to write to.")
  private String to;

  @Parameters(index = "3", paramLabel = "TABLE", description = "TABLE or DATABASE.TABLE.")
  private String table;

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      description =
          "append (default); replace: empty the table first; upsert: change the rows whose key is"
              + " there, add the others.")
  private PersistMode mode = PersistMode.append;

  @Option(
      names = "--map",
      split = ",",
      paramLabel = "OLD=NEW",
      description = "Columns whose names in the table are others; several with commas.")
  private Map<String, String> names = new LinkedHashMap<>();

  @Option(
      names = "--mask",
      split = ",",
      paramLabel = "COLUMN=KIND",
      description =
          "Columns that do not leave as they are: null, stars, or hash, in which equal values stay"
              + " equal.")
  private Map<String, String> masks = new LinkedHashMap<>();

  CopyCommand(Notebook notebook, Connections connections) {
    this.notebook = notebook;
    this.connections = connections;
  }

  @Override
  public void run() {
    OpenDatabase source = connections.find(Optional.of(from));
    OpenDatabase target = connections.find(Optional.of(to));
    if (source == target) {
      throw UserError.usage(
          "%sql copy goes between two connections; within one it is INSERT INTO "
              + table
              + " SELECT ...");
    } else if (mode == PersistMode.create) {
      throw UserError.usage(
          "%sql copy makes no table, since the last row may need a wider one. Make it first.");
    }
    List<SqlStatement> statements = SqlScript.split(query, true);
    if (statements.size() != 1 || !statements.get(0).isPlainQuery()) {
      throw UserError.usage("%sql copy takes one query in quotes, such as \"SELECT * FROM t\".");
    }
    TableName name = TableName.of(table);
    if (mode == PersistMode.upsert && target.catalog().isPresent()) {
      throw UserError.usage(
          "upsert is MariaDB's and MySQL's: each other server writes it in its own way.");
    } else if (mode == PersistMode.upsert) {
      PersistCommand.refuseKeyless(
          target, SchemaCommand.schema(target, name.database()), name.table());
    } else if (mode == PersistMode.replace && target.plan().caution().production()) {
      Sweep.confirm("replacing all rows of " + table, target.name(), notebook);
    }
    BoundStatement bound = BoundStatement.of(statements.get(0), notebook::variable);
    copy(source, bound, target, name);
  }

  private void copy(
      OpenDatabase source, BoundStatement bound, OpenDatabase target, TableName name) {
    Masking masking = new Masking(names, masks);
    long[] copied = new long[1];
    FrameSave.Parts parts =
        part ->
            source.forEachChunk(
                FrameSave.CHUNK,
                chunk -> {
                  part.accept(new FrameTable(masking.apply(chunk), name, List.of(), copied[0]));
                  copied[0] += chunk.height();
                },
                bound.sql(),
                bound.values().toArray());
    ReadProgress progress = new ReadProgress(notebook, "copied");
    FrameSave save = new FrameSave(name, parts, mode, notebook.cell(), progress, target.errors());
    long begun = System.nanoTime();
    FrameSave.Saved saved;
    try {
      saved =
          target.exclusively(
              line -> tell(target, line),
              connection -> save.run(target.dialect(), connection, false));
    } catch (SQLException e) {
      throw target.errors().running(e);
    }
    String came =
        Counts.of(copied[0], "row")
            + " copied from "
            + source.name()
            + " to "
            + table
            + " of "
            + target.name()
            + (saved.uncommitted() ? ", in the open transaction" : "")
            + ", "
            + Counts.time(System.nanoTime() - begun);
    progress.end(MimeBundle.text(target.redactor().clean(came)));
  }

  private void tell(OpenDatabase database, String line) {
    notebook.display(MimeBundle.text(database.redactor().clean(line)));
  }
}
