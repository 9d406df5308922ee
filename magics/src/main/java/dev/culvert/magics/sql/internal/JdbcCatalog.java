package dev.culvert.magics.sql.internal;

import dev.culvert.api.Nearest;
import dev.culvert.api.UserError;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.dflib.DataFrame;

/**
 * What is in a database, by JDBC's metadata: the tables of the connection's schema, or of another
 * one that is named. Names are looked for as they are written and then without regard to case.
 */
final class JdbcCatalog {

  private final OpenDatabase database;

  JdbcCatalog(OpenDatabase database) {
    this.database = database;
  }

  /** Tables and views whose names are like a pattern of SQL, without regard to case. */
  DataFrame tables(String schema, String pattern) {
    return asked(
        connection -> {
          List<Object> cells = new ArrayList<>();
          try (ResultSet rows = tables(connection, schema)) {
            while (rows.next()) {
              String name = rows.getString("TABLE_NAME");
              if (isLike(name, pattern)) {
                cells.add(name);
                cells.add(rows.getString("TABLE_TYPE").toLowerCase(Locale.ROOT));
                cells.add(rows.getString("REMARKS"));
              }
            }
          }
          return DataFrame.foldByRow("table", "kind", "comment").of(cells.toArray());
        });
  }

  /** The columns of a table. */
  DataFrame columns(TableName name) {
    return asked(
        connection -> {
          Place place = find(connection, name);
          List<Object> cells = new ArrayList<>();
          try (ResultSet rows =
              connection
                  .getMetaData()
                  .getColumns(
                      place.catalog(), place.schema(), literally(connection, place), null)) {
            while (rows.next()) {
              cells.add(rows.getString("COLUMN_NAME"));
              cells.add(rows.getString("TYPE_NAME"));
              cells.add(rows.getObject("COLUMN_SIZE"));
              cells.add(rows.getInt("NULLABLE") == DatabaseMetaData.columnNoNulls ? "NO" : "YES");
              cells.add(rows.getString("COLUMN_DEF"));
              cells.add(rows.getString("REMARKS"));
            }
          }
          return DataFrame.foldByRow("column", "type", "size", "nullable", "default", "comment")
              .of(cells.toArray());
        });
  }

  /** The names of the columns of a table; none where there is no such table. */
  List<String> columnNames(TableName name) {
    if (names(name.database()).stream().noneMatch(name.table()::equalsIgnoreCase)) {
      return List.of();
    }
    List<String> names = new ArrayList<>();
    columns(name).getColumn("column").forEach(each -> names.add(each.toString()));
    return names;
  }

  /** The indexes of a table, each with its columns in their order. */
  DataFrame indexes(TableName name) {
    return asked(
        connection -> {
          Place place = find(connection, name);
          Map<String, List<String>> columns = new LinkedHashMap<>();
          Map<String, String> unique = new LinkedHashMap<>();
          try (ResultSet rows =
              connection
                  .getMetaData()
                  .getIndexInfo(place.catalog(), place.schema(), place.table(), false, true)) {
            while (rows.next()) {
              String index = rows.getString("INDEX_NAME");
              if (index != null) {
                columns
                    .computeIfAbsent(index, each -> new ArrayList<>())
                    .add(rows.getString("COLUMN_NAME"));
                unique.put(index, rows.getBoolean("NON_UNIQUE") ? "no" : "yes");
              }
            }
          }
          List<Object> cells = new ArrayList<>();
          columns.forEach(
              (index, names) -> {
                cells.add(index);
                cells.add(unique.get(index));
                cells.add(String.join(", ", names));
              });
          return DataFrame.foldByRow("index", "unique", "columns").of(cells.toArray());
        });
  }

  /** The names of the tables and views of a schema; of the connection's own for an empty one. */
  List<String> names(String schema) {
    return asked(connection -> names(connection, schema));
  }

  private static List<String> names(Connection connection, String schema) throws SQLException {
    List<String> names = new ArrayList<>();
    try (ResultSet rows = tables(connection, schema)) {
      while (rows.next()) {
        names.add(rows.getString("TABLE_NAME"));
      }
    }
    return names;
  }

  /** Where a table was found, as the driver writes it. */
  private record Place(String catalog, String schema, String table) {}

  private static Place find(Connection connection, TableName name) throws SQLException {
    List<String> names = new ArrayList<>();
    Place near = null;
    try (ResultSet rows = tables(connection, name.database())) {
      while (rows.next()) {
        String table = rows.getString("TABLE_NAME");
        Place place = new Place(rows.getString("TABLE_CAT"), rows.getString("TABLE_SCHEM"), table);
        if (table.equals(name.table())) {
          return place;
        } else if (table.equalsIgnoreCase(name.table())) {
          near = place;
        }
        names.add(table);
      }
    }
    if (near != null) {
      return near;
    }
    List<String> lower = names.stream().map(each -> each.toLowerCase(Locale.ROOT)).toList();
    String meant =
        Nearest.to(name.table().toLowerCase(Locale.ROOT), lower)
            .map(each -> " Did you mean '" + each + "'?")
            .orElse("");
    throw new UserError("SqlError", "no table or view is named '" + name.table() + "'." + meant);
  }

  private static ResultSet tables(Connection connection, String schema) throws SQLException {
    return connection
        .getMetaData()
        .getTables(
            connection.getCatalog(),
            schema.isEmpty() ? connection.getSchema() : schema,
            null,
            new String[] {"TABLE", "BASE TABLE", "VIEW"});
  }

  /** A name in which no character stands for others. */
  private static String literally(Connection connection, Place place) throws SQLException {
    String escape = connection.getMetaData().getSearchStringEscape();
    return escape == null || escape.isEmpty()
        ? place.table()
        : place.table().replace(escape, escape + escape).replace("_", escape + "_");
  }

  private static boolean isLike(String name, String pattern) {
    StringBuilder form = new StringBuilder("(?is)");
    for (char each : pattern.toCharArray()) {
      form.append(each == '%' ? ".*" : each == '_' ? "." : Pattern.quote(String.valueOf(each)));
    }
    return name.matches(form.toString());
  }

  private <T> T asked(OpenDatabase.Work<T> question) {
    try {
      return database.exclusively(notice -> {}, question);
    } catch (SQLException e) {
      throw database.errors().running(e);
    }
  }
}
