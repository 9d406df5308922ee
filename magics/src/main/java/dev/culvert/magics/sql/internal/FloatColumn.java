package dev.culvert.magics.sql.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.BitSet;
import org.dflib.Series;

/**
 * A column of {@code float}: a series of primitives when no value is null, of objects otherwise.
 */
final class FloatColumn implements Column {

  private final int index;
  private final BitSet nulls = new BitSet();
  private float[] values = new float[64];
  private int size;

  FloatColumn(int index) {
    this.index = index;
  }

  @Override
  public void add(ResultSet row) throws SQLException {
    if (size == values.length) {
      values = Arrays.copyOf(values, size + (size >> 1));
    }
    float value = row.getFloat(index);
    // A null reads as zero, so only a zero needs the second question.
    if (value == 0 && row.wasNull()) {
      nulls.set(size);
    }
    values[size++] = value;
  }

  @Override
  public Series<?> series() {
    if (nulls.isEmpty()) {
      return Series.ofFloat(Arrays.copyOf(values, size));
    }
    Float[] objects = new Float[size];
    for (int i = 0; i < size; i++) {
      objects[i] = nulls.get(i) ? null : values[i];
    }
    return Series.of(objects);
  }
}
