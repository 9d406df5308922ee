package dev.culvert.magics.sql.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.dflib.Series;

/** A column while it is read: one value from each row, then a series. Used by one thread. */
interface Column {

  /** Takes this column's value of the current row. */
  void add(ResultSet row) throws SQLException;

  /** The series of all values; the column is not used afterwards. */
  Series<?> series();

  /** How many values stayed text because they are no day of the calendar. */
  default int impossibleDates() {
    return 0;
  }
}
