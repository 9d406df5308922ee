package dev.culvert.magics.sql.internal;

import java.util.Objects;
import org.dflib.Series;
import org.dflib.series.ArraySeries;
import org.dflib.series.ObjectSeries;

/**
 * A series whose values are kept as a few large arrays and made anew each time one is asked for.
 *
 * <p>Millions of small objects that stay are what reading a large result costs most: the collector
 * copies each of them several times. Values are equal each time, and never the same object.
 */
final class PackedSeries<T> extends ObjectSeries<T> {

  /** Makes a value of the row; null for NULL. */
  interface Values<T> {
    T at(int row);
  }

  private final Values<T> values;
  private final int size;

  PackedSeries(Class<T> type, int size, Values<T> values) {
    super(type);
    this.size = size;
    this.values = values;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public T get(int index) {
    return values.at(Objects.checkIndex(index, size));
  }

  @Override
  public void copyTo(Object[] to, int fromOffset, int toOffset, int length) {
    Objects.checkFromIndexSize(fromOffset, length, size);
    for (int i = 0; i < length; i++) {
      to[toOffset + i] = values.at(fromOffset + i);
    }
  }

  @Override
  public Series<T> selectRange(int fromInclusive, int toExclusive) {
    if (fromInclusive == 0 && toExclusive == size) {
      return this;
    }
    Objects.checkFromToIndex(fromInclusive, toExclusive, size);
    return new PackedSeries<>(
        typed(), toExclusive - fromInclusive, row -> values.at(fromInclusive + row));
  }

  @Override
  public Series<T> materialize() {
    return this;
  }

  @Override
  public Series<T> fillNulls(T value) {
    return unpacked().fillNulls(value);
  }

  @Override
  public Series<T> fillNullsFromSeries(Series<? extends T> others) {
    return unpacked().fillNullsFromSeries(others);
  }

  @Override
  public Series<T> fillNullsBackwards() {
    return unpacked().fillNullsBackwards();
  }

  @Override
  public Series<T> fillNullsForward() {
    return unpacked().fillNullsForward();
  }

  @SuppressWarnings("unchecked")
  private Class<T> typed() {
    return (Class<T>) getNominalType();
  }

  @SuppressWarnings("unchecked")
  private Series<T> unpacked() {
    T[] all = (T[]) java.lang.reflect.Array.newInstance(getNominalType(), size);
    copyTo(all, 0, 0, size);
    return new ArraySeries<>(all);
  }
}
