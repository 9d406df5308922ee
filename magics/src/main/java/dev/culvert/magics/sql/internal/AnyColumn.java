package dev.culvert.magics.sql.internal;

import java.lang.reflect.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.dflib.Series;

/**
 * A column in which each value has a type of its own, as in SQLite. Whole numbers become {@code
 * int} or {@code long} together; what has no type in common is a column of objects.
 */
final class AnyColumn implements Column {

  private final int index;
  private final List<Object> values = new ArrayList<>();
  private final Set<Class<?>> types = new LinkedHashSet<>();
  private boolean nulls;

  AnyColumn(int index) {
    this.index = index;
  }

  @Override
  public void add(ResultSet row) throws SQLException {
    Object value = row.getObject(index);
    nulls |= value == null;
    if (value != null) {
      types.add(value.getClass());
    }
    values.add(value);
  }

  @Override
  public Series<?> series() {
    if (types.equals(Set.of(Integer.class, Long.class))) {
      values.replaceAll(value -> value instanceof Integer number ? number.longValue() : value);
      return typed(Long.class);
    }
    return typed(types.size() == 1 ? types.iterator().next() : Object.class);
  }

  private Series<?> typed(Class<?> type) {
    if (!nulls && type == Integer.class) {
      return Series.ofInt(values.stream().mapToInt(value -> (Integer) value).toArray());
    } else if (!nulls && type == Long.class) {
      return Series.ofLong(values.stream().mapToLong(value -> (Long) value).toArray());
    } else if (!nulls && type == Double.class) {
      return Series.ofDouble(values.stream().mapToDouble(value -> (Double) value).toArray());
    }
    return Series.of(values.toArray((Object[]) Array.newInstance(type, values.size())));
  }
}
