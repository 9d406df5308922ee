package dev.culvert.magics.sql.internal;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Any other driver, by what JDBC says and by standard SQL. */
final class PlainJdbc implements Dialect {

  private static final Set<String> BEGINNINGS =
      Set.of("BEGIN", "BEGIN WORK", "BEGIN TRANSACTION", "START TRANSACTION");
  private static final Set<String> COMMITS = Set.of("COMMIT", "COMMIT WORK", "END TRANSACTION");
  private static final Set<String> ROLLBACKS = Set.of("ROLLBACK", "ROLLBACK WORK");

  private final Notation notation;

  /** Whether the type of a value is its own and not its column's. */
  private final boolean valuesHaveTypes;

  private PlainJdbc(Notation notation, boolean valuesHaveTypes) {
    this.notation = notation;
    this.valuesHaveTypes = valuesHaveTypes;
  }

  static PlainJdbc of(Connection connection) throws SQLException {
    DatabaseMetaData meta = connection.getMetaData();
    String quote = meta.getIdentifierQuoteString().strip();
    return new PlainJdbc(
        new Notation(quote.isEmpty() ? "\"" : quote, letters(meta), false),
        meta.getDatabaseProductName().equals("SQLite"));
  }

  private static Notation.Letters letters(DatabaseMetaData meta) throws SQLException {
    if (meta.storesUpperCaseIdentifiers()) {
      return Notation.Letters.UPPER;
    }
    return meta.storesLowerCaseIdentifiers() ? Notation.Letters.LOWER : Notation.Letters.KEPT;
  }

  @Override
  public ServerFacts facts(Connection connection) throws SQLException {
    DatabaseMetaData meta = connection.getMetaData();
    String user = meta.getUserName();
    return new ServerFacts(
        meta.getDatabaseProductName() + " " + meta.getDatabaseProductVersion(),
        user == null ? "" : user,
        "",
        "",
        "");
  }

  @Override
  public boolean isInTransaction(Connection connection) throws SQLException {
    return !connection.getAutoCommit();
  }

  /** The connection that asks for the names has a schema of its own, which is the first one. */
  @Override
  public String currentNames(Connection connection) {
    return "";
  }

  @Override
  public Schema schema(Connection connection, String database, int mostColumns)
      throws SQLException {
    List<String[]> columns = new ArrayList<>();
    try (ResultSet rows =
        connection
            .getMetaData()
            .getColumns(connection.getCatalog(), connection.getSchema(), null, null)) {
      while (rows.next() && columns.size() < mostColumns) {
        columns.add(new String[] {rows.getString("TABLE_NAME"), rows.getString("COLUMN_NAME")});
      }
    }
    return new Schema(database, List.of(), Schema.grouped(columns));
  }

  @Override
  public Column column(ResultSetMetaData meta, int index) throws SQLException {
    return valuesHaveTypes ? new AnyColumn(index) : PlainColumns.of(meta, index);
  }

  /** A driver that can cancel sees to it that the next statement is not hit. */
  @Override
  public void takeStrayCancel(Connection connection) {}

  @Override
  public boolean backslashEscapes(Connection connection) {
    return false;
  }

  @Override
  public boolean control(Connection connection, SqlStatement statement) throws SQLException {
    String words =
        String.join(" ", statement.tokens().stream().map(t -> t.text(statement.text())).toList())
            .toUpperCase(Locale.ROOT);
    if (BEGINNINGS.contains(words)) {
      connection.setAutoCommit(false);
      return true;
    }
    boolean ends = COMMITS.contains(words) || ROLLBACKS.contains(words);
    if (!ends || connection.getAutoCommit()) {
      return false;
    }
    if (COMMITS.contains(words)) {
      connection.commit();
    } else {
      connection.rollback();
    }
    connection.setAutoCommit(true);
    return true;
  }

  @Override
  public Notation notation() {
    return notation;
  }
}
