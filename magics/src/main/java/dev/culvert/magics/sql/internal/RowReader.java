package dev.culvert.magics.sql.internal;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.dflib.Index;
import org.dflib.Series;

/**
 * Reads a result into frames, row by row, straight into columns.
 *
 * <p>Invariant: the cursor stands on the first row that no frame has taken, so that a row is never
 * lost between two of them. Used by one thread; whoever opened the result closes it.
 */
final class RowReader {

  /** How many rows are read between two words to the {@link RowCount}. */
  private static final int STEP = 1024;

  private final ResultSet result;
  private final Dialect dialect;
  private final ResultSetMetaData meta;
  private final String[] labels;
  private boolean onRow;

  /** How many rows were taken so far. */
  private long taken;

  /**
   * @param dialect that of the connection the result came on
   */
  RowReader(ResultSet result, Dialect dialect) throws SQLException {
    this.result = result;
    this.dialect = dialect;
    this.meta = result.getMetaData();
    this.labels = labels(meta);
    this.onRow = result.next();
  }

  /** Whether there are rows that were not read. */
  boolean hasMore() {
    return onRow;
  }

  /**
   * Reads on.
   *
   * @param limit the most rows to take, or {@link Rows#ALL}
   */
  Rows read(int limit, RowCount progress) throws SQLException {
    Column[] columns = new Column[labels.length];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = dialect.column(meta, i + 1);
    }
    int count = 0;
    while (onRow && (limit == Rows.ALL || count < limit)) {
      for (Column column : columns) {
        column.add(result);
      }
      onRow = next(taken + ++count);
      if (count % STEP == 0) {
        progress.add(STEP);
      }
    }
    taken += count;
    progress.add(count % STEP);
    Series<?>[] series = new Series<?>[columns.length];
    for (int i = 0; i < columns.length; i++) {
      series[i] = columns[i].series();
    }
    return new Rows(new SqlFrame(Index.of(labels), series, false), onRow, notes(labels, columns));
  }

  /** Goes to the next row; a connection that breaks is told with how many rows came before. */
  private boolean next(long before) throws SQLException {
    try {
      return result.next();
    } catch (SQLException e) {
      if (SqlErrors.isLost(e)) {
        String rows = Counts.of(before, "row");
        throw new SQLException(
            "the connection broke after " + rows, e.getSQLState(), e.getErrorCode(), e);
      }
      throw e;
    }
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

  private static List<String> notes(String[] labels, Column[] columns) {
    List<String> notes = new ArrayList<>();
    for (int i = 0; i < labels.length; i++) {
      int impossible = columns[i].impossibleDates();
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
