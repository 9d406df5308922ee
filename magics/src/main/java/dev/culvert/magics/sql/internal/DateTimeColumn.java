package dev.culvert.magics.sql.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.dflib.Series;

/**
 * A column of dates with times, kept as microseconds, which is the server's precision; values that
 * are no day of the calendar are text and are counted.
 */
final class DateTimeColumn implements Column {

  private static final long NULL = Long.MIN_VALUE;
  private static final int MILLION = 1_000_000;

  private final int index;
  private final Map<Integer, String> impossible = new HashMap<>();
  private long[] micros = new long[64];
  private int size;

  DateTimeColumn(int index) {
    this.index = index;
  }

  @Override
  public void add(ResultSet row) throws SQLException {
    if (size == micros.length) {
      micros = Arrays.copyOf(micros, size + (size >> 1));
    }
    Object value = SqlTimes.dateTime(row, index);
    if (value instanceof LocalDateTime time) {
      micros[size] = time.toEpochSecond(ZoneOffset.UTC) * MILLION + time.getNano() / 1000;
    } else {
      micros[size] = NULL;
      if (value != null) {
        impossible.put(size, (String) value);
      }
    }
    size++;
  }

  @Override
  public Series<?> series() {
    long[] all = Arrays.copyOf(micros, size);
    if (impossible.isEmpty()) {
      return new PackedSeries<>(LocalDateTime.class, size, row -> time(all[row]));
    }
    return new PackedSeries<>(
        Object.class,
        size,
        row -> impossible.containsKey(row) ? impossible.get(row) : time(all[row]));
  }

  private static LocalDateTime time(long micros) {
    return micros == NULL
        ? null
        : LocalDateTime.ofEpochSecond(
            Math.floorDiv(micros, MILLION),
            (int) Math.floorMod(micros, MILLION) * 1000,
            ZoneOffset.UTC);
  }

  @Override
  public int impossibleDates() {
    return impossible.size();
  }
}
