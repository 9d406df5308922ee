package dev.culvert.magics.sql.internal;

import dev.culvert.api.MimeBundle;
import dev.culvert.api.Notebook;
import dev.culvert.api.UserError;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.dflib.DataFrame;

/**
 * Runs the statements of one call, one after the other, until one fails.
 *
 * <p>Each result is shown but the last, which is the value of the call. Used once, by the thread of
 * the cell.
 */
final class ScriptRun {

  private static final int SHOWN_WARNINGS = 5;

  private final OpenDatabase database;
  private final Notebook notebook;
  private final RunSettings settings;

  /** The newest result, which is the value of the call unless another follows. */
  private DataFrame kept;

  ScriptRun(OpenDatabase database, Notebook notebook, RunSettings settings) {
    this.database = database;
    this.notebook = notebook;
    this.settings = settings;
  }

  /**
   * Runs a script.
   *
   * @return the last result; null when no statement has one
   */
  DataFrame run(String script) {
    try {
      List<SqlStatement> read = SqlScript.split(script, true);
      boolean anew = !read.isEmpty() && read.get(0).beginsAnew();
      return database.exclusively(this::tell, anew, connection -> run(connection, script));
    } catch (SQLException e) {
      throw database.errors().running(e);
    }
  }

  private DataFrame run(Connection connection, String script) throws SQLException {
    boolean escapes = escapes(connection, script);
    List<SqlStatement> statements = SqlScript.split(script, escapes);
    if (statements.isEmpty()) {
      throw UserError.usage("there is no SQL to run, only comments or nothing at all.");
    } else if (settings.stream().isPresent()
        && (statements.size() > 1 || !statements.get(0).givesRows())) {
      throw UserError.usage("--stream hands over the rows of one query, such as SELECT.");
    } else if (settings.export().isPresent()
        && (statements.size() > 1 || !statements.get(0).givesRows())) {
      throw UserError.usage("--csv writes the rows of one query, such as SELECT.");
    }
    if (settings.composition().save().isPresent()) {
      statements = toSave(statements, escapes);
      if (!settings.composition().run()) {
        save(statements.get(0));
        return null;
      }
    }
    if (settings.before().isEmpty() && database.plan().caution().production()) {
      Sweep.confirm(statements, database.name(), notebook);
    }
    if (database.plan().caution().readOnly()
        && statements.stream().anyMatch(SqlStatement::writesOnServer)) {
      throw new UserError(
          "SqlError",
          "connection "
              + database.name()
              + " is --read-only, and INTO OUTFILE writes a file on the server. Write one here:"
              + " --csv FILE.");
    }
    if (!settings.before().isEmpty()) {
      statements = SqlScript.split(plan(statements), escapes);
    }
    try {
      for (int i = 0; i < statements.size(); i++) {
        run(connection, statements.get(i), i + 1, statements.size());
        boolean moreRows =
            statements.subList(i + 1, statements.size()).stream().anyMatch(SqlStatement::givesRows);
        if (moreRows) {
          // It cannot be the last result, and what follows may take long.
          showKept();
        }
      }
    } catch (SQLException | UserError e) {
      showKept();
      throw e;
    }
    if (settings.composition().save().isPresent()) {
      save(statements.get(0));
    }
    return kept;
  }

  /** The one query, on one line and without comments, so that it can stand in another. */
  private List<SqlStatement> toSave(List<SqlStatement> statements, boolean escapes) {
    if (statements.size() > 1
        || !statements.get(0).isPlainQuery()
        || !settings.before().isEmpty()) {
      throw UserError.usage("--save keeps one query, such as SELECT.");
    }
    return SqlScript.split(statements.get(0).onOneLine(), escapes);
  }

  private void save(SqlStatement query) {
    String name = settings.composition().save().orElseThrow();
    List<Snippets.Snippet> needs = settings.snippets().of(query, settings.composition().with());
    if (needs.stream().anyMatch(need -> need.name().equalsIgnoreCase(name))) {
      throw UserError.usage(
          "the query of snippet " + name + " uses the snippet " + name + " itself.");
    }
    settings.snippets().save(name, BoundStatement.of(query, notebook::variable), needs);
    tell("saved as " + name);
  }

  /** The statement that asks for the plan of the one that was given. */
  private String plan(List<SqlStatement> statements) {
    if (statements.size() > 1) {
      throw UserError.usage("a plan is shown of one statement, not of " + statements.size() + ".");
    }
    SqlStatement statement = statements.get(0);
    if (settings.before().equals(RunSettings.ANALYZE) && !statement.isPlainQuery()) {
      throw UserError.usage("--analyze runs the statement, so it takes a query; see --explain.");
    }
    return settings.before() + statement.text();
  }

  /** Shows the result that was kept as the value of the call, when it is not. */
  private void showKept() {
    if (kept != null) {
      notebook.display(kept);
      kept = null;
    }
  }

  /** Whether a backslash escapes in strings; the server is only asked when there is one. */
  private boolean escapes(Connection connection, String script) throws SQLException {
    if (script.indexOf('\\') < 0) {
      return true;
    }
    return database.dialect().backslashEscapes(connection);
  }

  private void run(Connection connection, SqlStatement statement, int number, int count)
      throws SQLException {
    BoundStatement alone = BoundStatement.of(statement, notebook::variable);
    List<Snippets.Snippet> needs = settings.snippets().of(statement, settings.composition().with());
    BoundStatement bound = Snippets.compose(needs, alone, database.dialect().notation());
    Outcome outcome = new Outcome(new ReadProgress(notebook, "read"));
    long start = System.nanoTime();
    try {
      if (!database.dialect().control(connection, statement)) {
        run(connection, statement, bound, outcome);
      }
    } catch (SQLException e) {
      throw database.errors().running(e, statement, number, count, connection);
    } catch (UserError e) {
      throw new UserError(e.name(), e.getMessage() + SqlErrors.rest(number, count), e.getCause());
    }
    if (statement.changesNames()) {
      database.namesMayHaveChanged();
    }
    outcome.onServer = statement.writesOnServer();
    show(outcome, System.nanoTime() - start, number, count);
  }

  private void run(
      Connection connection, SqlStatement statement, BoundStatement bound, Outcome outcome)
      throws SQLException {
    try (Statement prepared = prepare(connection, statement, bound)) {
      Cancellation.guard(
          notebook.cell(),
          database.dialect(),
          connection,
          prepared,
          () -> read(connection, prepared, start(prepared, bound), outcome));
      outcome.warnings = warnings(prepared);
    }
  }

  private Statement prepare(Connection connection, SqlStatement statement, BoundStatement bound)
      throws SQLException {
    Statement prepared =
        bound.values().isEmpty()
            ? connection.createStatement()
            : connection.prepareStatement(bound.sql());
    prepared.setEscapeProcessing(false);
    prepared.setFetchSize(OpenDatabase.FETCH_SIZE);
    if (settings.timeout().isPresent()) {
      prepared.setQueryTimeout((int) settings.timeout().get().toSeconds());
    }
    if (settings.limit() != Rows.ALL
        && settings.limit() < Integer.MAX_VALUE
        && statement.isPlainQuery()) {
      // One more than is wanted, to know whether there are more.
      prepared.setMaxRows(settings.limit() + 1);
    }
    return prepared;
  }

  private static boolean start(Statement statement, BoundStatement bound) throws SQLException {
    if (bound.values().isEmpty()) { // of the other kind, or of both: DuckDB has one class alone
      return statement.execute(bound.sql());
    }
    PreparedStatement prepared = (PreparedStatement) statement;
    for (int i = 0; i < bound.values().size(); i++) {
      prepared.setObject(i + 1, bound.values().get(i));
    }
    return prepared.execute();
  }

  /** A CALL has several results; all others have one. */
  private Outcome read(Connection connection, Statement statement, boolean first, Outcome outcome)
      throws SQLException {
    RowCount progress = settings.quiet() ? RowCount.UNSEEN : outcome.progress;
    boolean rows = first;
    while (true) {
      if (rows) {
        Cancellation.reading(
            database.dialect(),
            connection,
            statement,
            result -> take(new RowReader(result, database.dialect()), progress, outcome));
      } else {
        int changed = statement.getUpdateCount();
        if (changed < 0) {
          return outcome;
        }
        outcome.changed += changed;
      }
      rows = statement.getMoreResults();
    }
  }

  private Outcome take(RowReader reader, RowCount progress, Outcome outcome) throws SQLException {
    if (settings.export().isPresent()) {
      outcome.written = settings.export().get().write(reader, settings.limit(), progress);
      outcome.cut = reader.hasMore();
    } else if (settings.stream().isPresent()) {
      outcome.written = settings.stream().get().hand(reader, settings.limit(), progress);
      outcome.cut = reader.hasMore();
    } else {
      outcome.results.add(reader.read(settings.limit(), progress));
    }
    return outcome;
  }

  private static List<String> warnings(Statement statement) throws SQLException {
    List<String> warnings = new ArrayList<>();
    for (SQLWarning w = statement.getWarnings(); w != null; w = w.getNextWarning()) {
      warnings.add("warning " + w.getErrorCode() + ": " + w.getMessage());
    }
    return warnings;
  }

  private void show(Outcome outcome, long nanos, int number, int count) {
    for (Rows rows : outcome.results) {
      showKept();
      kept = rows.shown();
    }
    String title = count == 1 ? "" : "statement " + number + " of " + count + ": ";
    if (!settings.quiet()) {
      String transaction = database.hasOpenTransaction() ? ", transaction open" : "";
      outcome.progress.end(
          text(title + summary(outcome) + transaction + ", " + Counts.time(nanos)));
    }
    if (outcome.cut) {
      tell("the server has more rows; without --limit all are taken");
    }
    outcome.results.forEach(this::tellLimits);
    outcome.warnings.stream().limit(SHOWN_WARNINGS).forEach(this::tell);
    int more = outcome.warnings.size() - SHOWN_WARNINGS;
    if (more > 0) {
      tell("and " + Counts.of(more, "more warning"));
    }
  }

  private String summary(Outcome outcome) {
    String rows = Counts.of(outcome.written, "row");
    if (settings.stream().isPresent()) {
      return rows + " handed to " + settings.stream().get().variable();
    }
    return settings.export().isPresent()
        ? rows + " written to " + settings.export().get().file()
        : outcome.summary();
  }

  private void tellLimits(Rows rows) {
    if (rows.truncated()) {
      tell(
          "the first "
              + Counts.of(rows.frame().height(), "row")
              + "; the server has more. --limit N takes more, --limit 0 takes all");
    }
    rows.notes().forEach(this::tell);
  }

  private void tell(String line) {
    notebook.display(text(line));
  }

  private MimeBundle text(String line) {
    return MimeBundle.text(database.redactor().clean(line));
  }

  /** What one statement came to. */
  private static final class Outcome {

    private final ReadProgress progress;
    private final List<Rows> results = new ArrayList<>();
    private long changed;
    private long written;
    private boolean cut;
    private boolean onServer;
    private List<String> warnings = List.of();

    Outcome(ReadProgress progress) {
      this.progress = progress;
    }

    String summary() {
      if (onServer) {
        return Counts.of(changed, "row") + " written to a file on the server";
      } else if (results.isEmpty()) {
        return changed == 0 ? "done, no row changed" : Counts.of(changed, "row") + " changed";
      }
      long rows = results.stream().mapToLong(result -> result.frame().height()).sum();
      String read = Counts.of(rows, "row");
      return results.size() == 1 ? read : read + " in " + results.size() + " results";
    }
  }
}
