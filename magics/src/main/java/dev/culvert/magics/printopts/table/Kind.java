package dev.culvert.magics.printopts.table;

import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.PrimitiveIterator;
import java.util.stream.IntStream;
import org.dflib.BooleanSeries;
import org.dflib.DoubleSeries;
import org.dflib.FloatSeries;
import org.dflib.IntSeries;
import org.dflib.LongSeries;
import org.dflib.Series;

/**
 * What pandas would call the type of a column.
 *
 * <p>A series of objects is looked at value by value; of a very long one only the values that are
 * shown and {@link #SAMPLES} others, evenly spread, so that its length costs nothing. Missing whole
 * numbers and truths do not turn the column into another type, as pandas' nullable types do not.
 */
enum Kind {
  INT8("int8", "Int8"),
  INT16("int16", "Int16"),
  INT32("int32", "Int32"),
  INT64("int64", "Int64"),
  FLOAT32("float32", "float32"),
  FLOAT64("float64", "float64"),
  BOOLEAN("bool", "boolean"),
  STRING("str", "str"),
  DATETIME("datetime64[us]", "datetime64[us]"),
  OBJECT("object", "object");

  /** Up to this many objects all are looked at. */
  private static final int MOST_EXAMINED = 100_000;

  private static final int SAMPLES = 1_000;

  private final String full;
  private final String nullable;

  Kind(String full, String nullable) {
    this.full = full;
    this.nullable = nullable;
  }

  /** The type's name in pandas. */
  String dtype(boolean anyMissing) {
    return anyMissing ? nullable : full;
  }

  /** Numbers and truths: their column names are set off by a blank. */
  boolean isNumeric() {
    return ordinal() <= BOOLEAN.ordinal();
  }

  boolean isWhole() {
    return ordinal() <= INT64.ordinal();
  }

  boolean isReal() {
    return this == FLOAT32 || this == FLOAT64;
  }

  /** A kind and whether values are missing. */
  record Found(Kind kind, boolean anyMissing) {}

  /**
   * The kind of a series.
   *
   * @param shown the positions whose values are going to be formatted
   */
  static Found of(Series<?> series, int[] shown) {
    Kind known = ofSeries(series);
    return known == null
        ? new Examination(series).of(positions(series.size(), shown))
        : new Found(known, false);
  }

  private static IntStream positions(int size, int[] shown) {
    return size <= MOST_EXAMINED
        ? IntStream.range(0, size)
        : IntStream.concat(
            Arrays.stream(shown),
            IntStream.range(0, SAMPLES).map(i -> (int) ((long) i * (size - 1) / (SAMPLES - 1))));
  }

  /** The kind of a series of primitives; null for one of objects. */
  private static Kind ofSeries(Series<?> series) {
    if (series instanceof IntSeries) {
      return INT32;
    } else if (series instanceof LongSeries) {
      return INT64;
    } else if (series instanceof DoubleSeries) {
      return FLOAT64;
    } else if (series instanceof FloatSeries) {
      return FLOAT32;
    } else if (series instanceof BooleanSeries) {
      return BOOLEAN;
    }
    return null;
  }

  /** What was seen of a series of objects so far. */
  private static final class Examination {

    private final Series<?> series;
    private Kind kind;
    private Class<?> last;
    private boolean missing;

    Examination(Series<?> series) {
      this.series = series;
    }

    Found of(IntStream positions) {
      PrimitiveIterator.OfInt each = positions.iterator();
      while (each.hasNext() && kind != OBJECT) {
        add(series.get(each.nextInt()));
      }
      return new Found(kind == null ? OBJECT : kind, missing);
    }

    private void add(Object value) {
      if (value == null) {
        missing = true;
      } else if (value.getClass() != last) {
        last = value.getClass();
        kind = kind == null ? ofValue(value) : common(kind, ofValue(value));
      }
    }
  }

  private static Kind ofValue(Object value) {
    if (value instanceof Integer) {
      return INT32;
    } else if (value instanceof Long) {
      return INT64;
    } else if (value instanceof Double) {
      return FLOAT64;
    } else if (value instanceof CharSequence || value instanceof Character) {
      return STRING;
    } else if (value instanceof Boolean) {
      return BOOLEAN;
    } else if (value instanceof LocalDateTime) {
      return DATETIME;
    } else if (value instanceof Float) {
      return FLOAT32;
    } else if (value instanceof Short) {
      return INT16;
    }
    return value instanceof Byte ? INT8 : OBJECT;
  }

  private static Kind common(Kind one, Kind other) {
    if (one == other) {
      return one;
    }
    if (one.isWhole() && other.isWhole()) {
      return one.ordinal() > other.ordinal() ? one : other;
    }
    boolean numbers = (one.isWhole() || one.isReal()) && (other.isWhole() || other.isReal());
    return numbers ? FLOAT64 : OBJECT;
  }
}
