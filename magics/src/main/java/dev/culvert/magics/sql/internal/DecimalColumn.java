package dev.culvert.magics.sql.internal;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import org.dflib.Series;

/**
 * A column of decimals of up to 18 digits, all with the same number behind the point: kept as whole
 * numbers of the smallest unit.
 */
final class DecimalColumn implements Column {

  /** What a long holds in any case. */
  static final int MOST_DIGITS = 18;

  private static final long NULL = Long.MIN_VALUE;

  private final int index;
  private final int scale;
  private long[] units = new long[64];
  private int size;

  DecimalColumn(int index, int scale) {
    this.index = index;
    this.scale = scale;
  }

  @Override
  public void add(ResultSet row) throws SQLException {
    if (size == units.length) {
      units = Arrays.copyOf(units, size + (size >> 1));
    }
    String digits = row.getString(index);
    units[size++] = digits == null ? NULL : units(digits);
  }

  /** As the server writes a number: a sign, digits, and {@link #scale} digits behind a point. */
  private long units(String digits) {
    int point = digits.length() - scale - 1;
    if (scale > 0 && (point < 0 || digits.charAt(point) != '.')) {
      return new BigDecimal(digits).setScale(scale).unscaledValue().longValueExact();
    }
    boolean negative = digits.charAt(0) == '-';
    long units = 0;
    for (int i = negative ? 1 : 0; i < digits.length(); i++) {
      if (scale == 0 || i != point) {
        int digit = digits.charAt(i) - '0';
        if (digit < 0 || digit > 9) {
          return new BigDecimal(digits).setScale(scale).unscaledValue().longValueExact();
        }
        units = units * 10 + digit;
      }
    }
    return negative ? -units : units;
  }

  @Override
  public Series<?> series() {
    long[] all = Arrays.copyOf(units, size);
    return new PackedSeries<>(
        BigDecimal.class,
        size,
        row -> all[row] == NULL ? null : BigDecimal.valueOf(all[row], scale));
  }
}
