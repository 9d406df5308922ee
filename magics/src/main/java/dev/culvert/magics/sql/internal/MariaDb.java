package dev.culvert.magics.sql.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.mariadb.jdbc.util.constants.ServerStatus;

/** MariaDB and MySQL, by MariaDB's driver, which knows what the server tells with each answer. */
final class MariaDb implements Dialect {

  static final MariaDb DIALECT = new MariaDb();

  private static final Notation NOTATION = new Notation("`", Notation.Letters.KEPT, true);

  private MariaDb() {}

  @Override
  public ServerFacts facts(Connection connection) throws SQLException {
    return ServerFacts.ask(connection);
  }

  @Override
  public boolean isInTransaction(Connection connection) throws SQLException {
    int status =
        connection.unwrap(org.mariadb.jdbc.Connection.class).getContext().getServerStatus();
    return (status & ServerStatus.IN_TRANSACTION) != 0;
  }

  @Override
  public String currentNames(Connection connection) throws SQLException {
    String database =
        connection.unwrap(org.mariadb.jdbc.Connection.class).getContext().getDatabase();
    return database == null ? "" : database;
  }

  @Override
  public Schema schema(Connection connection, String database, int mostColumns)
      throws SQLException {
    List<String[]> columns = new ArrayList<>();
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = ?"
                + " ORDER BY table_name, ordinal_position LIMIT "
                + mostColumns)) {
      statement.setString(1, database);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          columns.add(new String[] {rows.getString(1), rows.getString(2)});
        }
      }
    }
    return new Schema(database, SchemaNames.databases(connection), Schema.grouped(columns));
  }

  @Override
  public Column column(ResultSetMetaData meta, int index) throws SQLException {
    return Columns.of(meta, index);
  }

  @Override
  public void takeStrayCancel(Connection connection) throws SQLException {
    try (Statement empty = connection.createStatement()) {
      empty.execute("DO 0");
    } catch (SQLException e) {
      if (e.getErrorCode() != SqlErrors.KILLED) {
        throw e;
      }
    }
  }

  @Override
  public boolean backslashEscapes(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT @@sql_mode")) {
      return !row.next() || !row.getString(1).contains("NO_BACKSLASH_ESCAPES");
    }
  }

  @Override
  public boolean control(Connection connection, SqlStatement statement) {
    return false;
  }

  @Override
  public Notation notation() {
    return NOTATION;
  }
}
