package dev.culvert.magics.sql.internal;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/**
 * Chooses how a column is read, by the name of its SQL type.
 *
 * <p>The name says what {@link java.sql.Types} hides: {@code BIGINT UNSIGNED} has the code of
 * {@code BIGINT}, and {@code TINYINT(1)} may have that of a truth value.
 */
final class Columns {

  private static final Set<String> GEOMETRIES =
      Set.of(
          "GEOMETRY",
          "POINT",
          "LINESTRING",
          "POLYGON",
          "MULTIPOINT",
          "MULTILINESTRING",
          "MULTIPOLYGON",
          "GEOMETRYCOLLECTION");
  private static final int LONG_BITS = 63;

  private Columns() {}

  static Column of(ResultSetMetaData meta, int index) throws SQLException {
    String type = meta.getColumnTypeName(index).toUpperCase(Locale.ROOT);
    boolean unsigned = type.endsWith(" UNSIGNED");
    String base = unsigned ? type.substring(0, type.indexOf(' ')) : type;
    return switch (base) {
      // A data source of the notebook may call TINYINT(1) a BOOLEAN, though it can hold 5.
      case "TINYINT", "BOOLEAN", "SMALLINT", "MEDIUMINT", "YEAR" -> new IntColumn(index);
      case "INT", "INTEGER" -> unsigned ? new LongColumn(index) : new IntColumn(index);
      case "BIGINT" -> unsigned ? integers(index) : new LongColumn(index);
      case "DECIMAL", "OLDDECIMAL", "NUMERIC" ->
          meta.getPrecision(index) <= DecimalColumn.MOST_DIGITS
              ? new DecimalColumn(index, meta.getScale(index))
              : new ObjectColumn<>(BigDecimal.class, row -> row.getBigDecimal(index));
      case "FLOAT" -> new FloatColumn(index);
      case "DOUBLE" -> new DoubleColumn(index);
      case "BIT" -> bits(index, meta.getPrecision(index));
      case "DATE" -> texts(index, LocalDate.class, SqlTimes::date);
      case "DATETIME", "TIMESTAMP" -> new DateTimeColumn(index);
      case "TIME" -> texts(index, Duration.class, SqlTimes::time);
      case "UUID" -> new ObjectColumn<>(UUID.class, row -> row.getObject(index, UUID.class));
      default -> byFamily(base, index);
    };
  }

  private static Column byFamily(String base, int index) {
    if (GEOMETRIES.contains(base)) {
      return new ObjectColumn<>(String.class, row -> geometry(row.getObject(index)));
    } else if (base.endsWith("BLOB") || base.endsWith("BINARY")) {
      return new ObjectColumn<>(byte[].class, row -> row.getBytes(index));
    } else if (base.endsWith("CHAR") || base.endsWith("TEXT") || base.equals("JSON")) {
      return new TextColumn(index);
    }
    return new ObjectColumn<>(Object.class, row -> row.getObject(index));
  }

  private static Column integers(int index) {
    return new ObjectColumn<>(
        BigInteger.class,
        row -> {
          BigDecimal value = row.getBigDecimal(index);
          return value == null ? null : value.toBigIntegerExact();
        });
  }

  /** One bit is a truth value; more of them are a number. */
  private static Column bits(int index, int width) {
    if (width == 1) {
      return new ObjectColumn<>(
          Boolean.class,
          row -> {
            byte[] bytes = row.getBytes(index);
            return bytes == null ? null : bytes[bytes.length - 1] != 0;
          });
    } else if (width <= LONG_BITS) {
      return new ObjectColumn<>(
          Long.class,
          row -> {
            byte[] bytes = row.getBytes(index);
            return bytes == null ? null : new BigInteger(1, bytes).longValueExact();
          });
    }
    return new ObjectColumn<>(
        BigInteger.class,
        row -> {
          byte[] bytes = row.getBytes(index);
          return bytes == null ? null : new BigInteger(1, bytes);
        });
  }

  private static Column texts(int index, Class<?> type, Function<String, Object> parse) {
    return new TextualColumn(
        type,
        row -> {
          String text = row.getString(index);
          return text == null ? null : parse.apply(text);
        });
  }

  /** The geometry as well-known text, which is how the driver's types print themselves. */
  private static String geometry(Object value) {
    return value == null ? null : value.toString();
  }

  /** Reads one value of the current row. */
  interface Getter<T> {
    T get(ResultSet row) throws SQLException;
  }
}
