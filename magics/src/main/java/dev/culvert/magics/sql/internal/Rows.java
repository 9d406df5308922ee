package dev.culvert.magics.sql.internal;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.dflib.DataFrame;
import org.dflib.Series;

/**
 * A result that was read.
 *
 * @param frame its rows
 * @param truncated whether the server had more
 * @param notes what a reader of the frame must know, as full sentences
 */
record Rows(DataFrame frame, boolean truncated, List<String> notes) {

  /** No limit on rows. */
  static final int ALL = 0;

  /**
   * Reads a result, row by row, straight into columns.
   *
   * @param limit the most rows to take, or {@link #ALL}
   */
  static Rows read(ResultSet result, int limit) throws SQLException {
    ResultSetMetaData meta = result.getMetaData();
    String[] labels = labels(meta);
    List<Column> columns = new ArrayList<>();
    for (int i = 1; i <= labels.length; i++) {
      columns.add(Columns.of(meta, i));
    }
    boolean truncated = false;
    for (int count = 0; result.next(); count++) {
      if (limit != ALL && count == limit) {
        truncated = true;
        break;
      }
      for (Column column : columns) {
        column.add(result);
      }
    }
    Series<?>[] series = columns.stream().map(Column::series).toArray(Series<?>[]::new);
    return new Rows(DataFrame.byColumn(labels).of(series), truncated, notes(labels, columns));
  }

  /** Labels as the query names them; a repeated one gets a number, as in {@code id_2}. */
  private static String[] labels(ResultSetMetaData meta) throws SQLException {
    String[] labels = new String[meta.getColumnCount()];
    Set<String> named = new HashSet<>();
    for (int i = 0; i < labels.length; i++) {
      named.add(meta.getColumnLabel(i + 1));
    }
    Set<String> taken = new HashSet<>();
    for (int i = 0; i < labels.length; i++) {
      String label = meta.getColumnLabel(i + 1);
      String unique = label;
      for (int n = 2; !taken.add(unique); n++) {
        unique = label + "_" + n;
        // A later column may bear this very name: leave it to that one.
        if (named.contains(unique)) {
          unique = label;
        }
      }
      labels[i] = unique;
    }
    return labels;
  }

  private static List<String> notes(String[] labels, List<Column> columns) {
    List<String> notes = new ArrayList<>();
    for (int i = 0; i < labels.length; i++) {
      int impossible = columns.get(i).impossibleDates();
      if (impossible > 0) {
        notes.add(
            "column "
                + labels[i]
                + ": "
                + Counts.of(impossible, "value")
                + " kept as text, being no day of the calendar");
      }
    }
    return notes;
  }
}
