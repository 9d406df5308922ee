package dev.culvert.magics.sql.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Asks a server which names it knows, so that an error can offer the nearest. */
final class SchemaNames {

  private SchemaNames() {}

  static List<String> databases(Connection connection) throws SQLException {
    return names(connection, "SELECT schema_name FROM information_schema.schemata", List.of());
  }

  static List<String> tables(Connection connection, String database) throws SQLException {
    return names(
        connection,
        "SELECT table_name FROM information_schema.tables WHERE table_schema = ?",
        List.of(database));
  }

  /** The columns of the tables of that name, in whatever database the account may see. */
  static List<String> columns(Connection connection, Collection<String> tables)
      throws SQLException {
    if (tables.isEmpty()) {
      return List.of();
    }
    String marks = "?" + ", ?".repeat(tables.size() - 1);
    return names(
        connection,
        "SELECT DISTINCT column_name FROM information_schema.columns WHERE table_schema <>"
            + " 'information_schema' AND table_name IN ("
            + marks
            + ")",
        tables);
  }

  private static List<String> names(Connection connection, String sql, Collection<String> values)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      int index = 1;
      for (String value : values) {
        statement.setString(index++, value);
      }
      List<String> names = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          names.add(rows.getString(1));
        }
      }
      return names;
    }
  }
}
