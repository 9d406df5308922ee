package dev.culvert.magics.sql.internal;

import dev.culvert.api.MimeBundle;
import dev.culvert.api.Nearest;
import dev.culvert.api.Notebook;
import dev.culvert.api.UserError;
import dev.culvert.magics.internal.ResultType;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import org.dflib.DataFrame;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code %sql persist}. */
@Command(
    name = "persist",
    description = "Save a frame to a table, all of it or nothing.",
    footer = {
      "",
      "The rows are one transaction, or part of the one that is open. A table that is made gets",
      "the types of the values; --key gives it a primary key."
    })
@ResultType(void.class)
final class PersistCommand extends SchemaCommand implements Runnable {

  private final Notebook notebook;

  @Parameters(index = "0", paramLabel = "FRAME", description = "A variable that holds a DataFrame.")
  private String variable;

  @Option(
      names = {"-t", "--table"},
      required = true,
      paramLabel = "TABLE",
      description = "Where to: TABLE or DATABASE.TABLE.")
  private String table;

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      description =
          "create: a table that is not there yet (default); append; replace: empty the table"
              + " first; upsert: change the rows whose key is there, add the others.")
  private PersistMode mode = PersistMode.create;

  @Option(
      names = "--key",
      split = ",",
      paramLabel = "COLUMN",
      description = "The primary key of a table that is made; several with commas.")
  private List<String> key = List.of();

  PersistCommand(Notebook notebook, Connections connections) {
    super(connections);
    this.notebook = notebook;
  }

  @Override
  public void run() {
    OpenDatabase database = database();
    TableName name = TableName.of(table);
    FrameTable target = new FrameTable(frame(), name, key);
    boolean make = toBeMade(database, name, target);
    if (mode == PersistMode.replace && !make && database.plan().caution().production()) {
      Sweep.confirm("replacing all rows of " + table, database.name(), notebook);
    }
    ReadProgress progress = new ReadProgress(notebook, "saved");
    FrameSave save = new FrameSave(target, mode, notebook.cell(), progress, database.errors());
    Consumer<String> tell = line -> tell(database, line);
    long begun = System.nanoTime();
    FrameSave.Saved saved;
    try {
      saved =
          database.exclusively(tell, connection -> save.run(database.dialect(), connection, make));
    } catch (SQLException e) {
      throw database.errors().running(e);
    }
    String came =
        Counts.of(target.frame().height(), "row")
            + (mode == PersistMode.upsert ? " upserted into " : " saved to ")
            + table
            + (make ? ", which was made" : "")
            + (saved.uncommitted() ? ", in the open transaction" : "")
            + ", "
            + Counts.time(System.nanoTime() - begun);
    progress.end(MimeBundle.text(database.redactor().clean(came)));
  }

  private DataFrame frame() {
    Object value =
        notebook
            .variable(variable)
            .orElseThrow(
                () ->
                    UserError.usage(
                        "%sql persist: there is no variable " + variable + " in the notebook."))
            .value();
    if (value instanceof DataFrame frame) {
      return frame;
    }
    String what = value == null ? "null" : "a " + value.getClass().getSimpleName();
    throw UserError.usage("%sql persist: " + variable + " is " + what + ", not a DataFrame.");
  }

  /** Whether the table must be made; that it is there, or not, is asked before anything changes. */
  private boolean toBeMade(OpenDatabase database, TableName name, FrameTable target) {
    boolean plain = database.catalog().isPresent();
    if (plain && mode == PersistMode.upsert) {
      throw UserError.usage(
          "upsert is MariaDB's and MySQL's: each other server writes it in its own way.");
    }
    String schema = plain ? "" : schema(database, name.database());
    List<String> columns =
        plain
            ? database.catalog().get().columnNames(name)
            : columns(database, schema, name.table());
    boolean there = !columns.isEmpty();
    if (mode == PersistMode.create && there) {
      throw new UserError(
          "SqlError",
          "table "
              + table
              + " is there already. Say --mode append, replace or upsert, or another name.");
    } else if (there && !key.isEmpty()) {
      throw UserError.usage("--key is for a table that is made; " + table + " is there.");
    } else if (!there && mode == PersistMode.append) {
      throw new UserError(
          "SqlError", "there is no table " + table + " to append to. Say --mode create.");
    } else if (!there && mode == PersistMode.upsert && key.isEmpty()) {
      throw UserError.usage("upsert makes the table " + table + ", which needs --key COLUMN.");
    }
    if (there) {
      refuseUnknown(target, columns);
      if (mode == PersistMode.upsert) {
        refuseKeyless(database, schema, name.table());
      }
    }
    return !there;
  }

  private void refuseUnknown(FrameTable target, List<String> columns) {
    for (String label : target.labels()) {
      if (columns.stream().noneMatch(label::equalsIgnoreCase)) {
        String meant = Nearest.hint(label, columns);
        throw new UserError(
            "SqlError", "table " + table + " has no column '" + label + "'." + meant);
      }
    }
  }

  /** Refuses a table in which an upsert finds no row. */
  static void refuseKeyless(OpenDatabase database, String schema, String bare) {
    DataFrame keys =
        database.query(
            "SELECT 1 FROM information_schema.statistics WHERE table_schema = ? AND table_name = ?"
                + " AND non_unique = 0 LIMIT 1",
            schema,
            bare);
    if (keys.height() == 0) {
      throw new UserError(
          "SqlError",
          "table "
              + bare
              + " has no primary or unique key, so upsert could only append. Add a key, or say"
              + " --mode append.");
    }
  }

  private static List<String> columns(OpenDatabase database, String schema, String bare) {
    return database
        .query(
            "SELECT column_name FROM information_schema.columns WHERE table_schema = ? AND"
                + " table_name = ?",
            schema,
            bare)
        .getColumn(0)
        .toList()
        .stream()
        .map(Object::toString)
        .toList();
  }

  private void tell(OpenDatabase database, String line) {
    notebook.display(MimeBundle.text(database.redactor().clean(line)));
  }
}
