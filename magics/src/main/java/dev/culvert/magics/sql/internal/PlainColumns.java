package dev.culvert.magics.sql.internal;

import java.math.BigDecimal;
import java.sql.Array;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collections;
import java.util.Locale;
import java.util.UUID;

/**
 * Chooses how a column is read that a driver other than MariaDB's describes: by its JDBC type.
 *
 * <p>Invariant: a value needs no connection any more, which a {@link java.sql.Clob} or an {@link
 * Array} would.
 */
final class PlainColumns {

  private PlainColumns() {}

  static Column of(ResultSetMetaData meta, int index) throws SQLException {
    String name = String.valueOf(meta.getColumnTypeName(index)).toUpperCase(Locale.ROOT);
    switch (name) {
      case "UUID":
        return new ObjectColumn<>(UUID.class, row -> row.getObject(index, UUID.class));
      case "JSON", "JSONB":
        return texts(index);
      case "TIMESTAMPTZ":
        return of(index, OffsetDateTime.class);
      default:
        return of(meta, index, name);
    }
  }

  private static Column of(ResultSetMetaData meta, int index, String name) throws SQLException {
    return switch (meta.getColumnType(index)) {
      case Types.TINYINT, Types.SMALLINT, Types.INTEGER -> new IntColumn(index);
      case Types.BIGINT -> new LongColumn(index);
      case Types.REAL -> new FloatColumn(index);
      case Types.FLOAT, Types.DOUBLE -> new DoubleColumn(index);
      case Types.DECIMAL, Types.NUMERIC ->
          new ObjectColumn<>(BigDecimal.class, row -> row.getBigDecimal(index));
      case Types.BOOLEAN -> booleans(index);
      case Types.BIT -> meta.getPrecision(index) > 1 ? texts(index) : booleans(index);
      case Types.DATE -> of(index, LocalDate.class);
      case Types.TIME -> of(index, LocalTime.class);
      case Types.TIMESTAMP -> of(index, LocalDateTime.class);
      case Types.TIMESTAMP_WITH_TIMEZONE -> of(index, OffsetDateTime.class);
      case Types.CHAR,
          Types.VARCHAR,
          Types.LONGVARCHAR,
          Types.NCHAR,
          Types.NVARCHAR,
          Types.LONGNVARCHAR,
          Types.CLOB,
          Types.NCLOB,
          Types.SQLXML,
          Types.ROWID ->
          texts(index);
      case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB ->
          new ObjectColumn<>(byte[].class, row -> row.getBytes(index));
      default -> new ObjectColumn<>(Object.class, row -> kept(row.getObject(index)));
    };
  }

  private static Column texts(int index) {
    return new ObjectColumn<>(String.class, row -> row.getString(index));
  }

  private static Column booleans(int index) {
    return new ObjectColumn<>(
        Boolean.class,
        row -> {
          boolean value = row.getBoolean(index);
          return row.wasNull() ? null : value;
        });
  }

  private static <T> Column of(int index, Class<T> type) {
    return new ObjectColumn<>(type, row -> row.getObject(index, type));
  }

  /** The elements of an array as a list. */
  private static Object kept(Object value) throws SQLException {
    if (value instanceof Array array && array.getArray() instanceof Object[] elements) {
      return Collections.unmodifiableList(Arrays.asList(elements));
    }
    return value;
  }
}
