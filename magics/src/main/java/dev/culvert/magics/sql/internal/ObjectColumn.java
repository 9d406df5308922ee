package dev.culvert.magics.sql.internal;

import java.lang.reflect.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.dflib.Series;

/** A column of objects of one type, some of which may be null. */
final class ObjectColumn<T> implements Column {

  private final Class<T> type;
  private final Columns.Getter<T> getter;
  private final List<T> values = new ArrayList<>();

  ObjectColumn(Class<T> type, Columns.Getter<T> getter) {
    this.type = type;
    this.getter = getter;
  }

  @Override
  public void add(ResultSet row) throws SQLException {
    values.add(getter.get(row));
  }

  @Override
  public Series<?> series() {
    @SuppressWarnings("unchecked")
    T[] array = (T[]) Array.newInstance(type, values.size());
    return Series.of(values.toArray(array));
  }
}
