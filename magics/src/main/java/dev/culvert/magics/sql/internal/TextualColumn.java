package dev.culvert.magics.sql.internal;

import java.lang.reflect.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.dflib.Series;

/** A column of dates or times; values that are none are text and are counted. */
final class TextualColumn implements Column {

  private final Class<?> type;
  private final Columns.Getter<Object> getter;
  private final List<Object> values = new ArrayList<>();
  private int impossible;

  TextualColumn(Class<?> type, Columns.Getter<Object> getter) {
    this.type = type;
    this.getter = getter;
  }

  @Override
  public void add(ResultSet row) throws SQLException {
    Object value = getter.get(row);
    if (value instanceof String) {
      impossible++;
    }
    values.add(value);
  }

  @Override
  public Series<?> series() {
    Class<?> element = impossible == 0 ? type : Object.class;
    return Series.of(values.toArray((Object[]) Array.newInstance(element, values.size())));
  }

  @Override
  public int impossibleDates() {
    return impossible;
  }
}
