package dev.culvert.magics.sql.internal;

import dev.culvert.api.UserError;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.dflib.Series;

/**
 * Chooses the SQL type that holds every value of a column as it is, from the values themselves.
 *
 * <p>Texts get the shortest usual length that they fit in, decimals their own places before and
 * after the point; so a table that is made from one frame may be too narrow for the next.
 */
final class ColumnDefinition {

  private static final int MAX_DIGITS = 65;
  private static final int MAX_SCALE = 30;
  private static final int[] TEXT_LENGTHS = {20, 50, 100, 255};
  private static final int MAX_TEXT_BYTES = 65_535;
  private static final int MAX_MEDIUM_BYTES = 16_777_215;
  private static final BigInteger UNSIGNED_LONG_MAX =
      BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);
  private static final Set<Class<?>> WHOLE =
      Set.of(Byte.class, Short.class, Integer.class, Long.class);
  private static final Map<Class<?>, String> TYPES =
      Map.ofEntries(
          Map.entry(Byte.class, "TINYINT"),
          Map.entry(Short.class, "SMALLINT"),
          Map.entry(Integer.class, "INT"),
          Map.entry(Long.class, "BIGINT"),
          Map.entry(Float.class, "FLOAT"),
          Map.entry(Double.class, "DOUBLE"),
          Map.entry(Boolean.class, "BOOLEAN"),
          Map.entry(LocalDate.class, "DATE"),
          Map.entry(LocalDateTime.class, "DATETIME(6)"),
          Map.entry(LocalTime.class, "TIME(6)"),
          Map.entry(Duration.class, "TIME(6)"),
          Map.entry(Instant.class, "TIMESTAMP(6)"),
          Map.entry(OffsetDateTime.class, "TIMESTAMP(6)"),
          Map.entry(ZonedDateTime.class, "TIMESTAMP(6)"),
          Map.entry(UUID.class, "CHAR(36)"));

  private ColumnDefinition() {}

  /**
   * The definition of a column, less its name: {@code INT NOT NULL}.
   *
   * @param key whether it is part of the primary key, which holds no NULL and no long text
   * @throws UserError when no SQL type holds the values
   */
  static String of(String label, Series<?> values, boolean key) {
    boolean primitive = values.getNominalType().isPrimitive();
    return type(label, values, key) + (primitive || key ? " NOT NULL" : " NULL");
  }

  private static String type(String label, Series<?> values, boolean key) {
    Set<Class<?>> kinds = new LinkedHashSet<>();
    for (Object value : values) {
      if (value != null) {
        kinds.add(kind(value));
      }
    }
    if (kinds.isEmpty()) {
      // NULL alone, or no row: any text can follow.
      kinds.add(emptyKind(values.getNominalType()));
    }
    if (kinds.equals(Set.of(String.class))) {
      return text(values, key);
    } else if (kinds.equals(Set.of(byte[].class))) {
      return bytes(values);
    } else if (kinds.size() == 1 && TYPES.containsKey(kinds.iterator().next())) {
      return TYPES.get(kinds.iterator().next());
    } else if (WHOLE.containsAll(kinds)) {
      return "BIGINT";
    } else if (kinds.stream().allMatch(ColumnDefinition::isExact)) {
      return exact(label, values);
    } else if (kinds.stream().allMatch(type -> isExact(type) || isBinary(type))) {
      return "DOUBLE";
    }
    List<String> names = kinds.stream().map(Class::getSimpleName).sorted().toList();
    throw UserError.usage(
        "column "
            + label
            + " holds "
            + String.join(" and ", names)
            + ", for which there is no one SQL type. Convert it, or make the table yourself and"
            + " say --mode append.");
  }

  private static Class<?> kind(Object value) {
    if (value instanceof CharSequence || value instanceof Character || value instanceof Enum) {
      return String.class;
    } else if (value instanceof Date) {
      return LocalDateTime.class;
    }
    return value.getClass();
  }

  private static Class<?> emptyKind(Class<?> nominal) {
    Class<?> boxed = Series.of().getNominalType().equals(nominal) ? String.class : boxed(nominal);
    return TYPES.containsKey(boxed) ? boxed : String.class;
  }

  private static Class<?> boxed(Class<?> type) {
    return java.lang.invoke.MethodType.methodType(type).wrap().returnType();
  }

  private static boolean isExact(Class<?> type) {
    return WHOLE.contains(type) || type == BigInteger.class || type == BigDecimal.class;
  }

  private static boolean isBinary(Class<?> type) {
    return type == Double.class || type == Float.class;
  }

  private static String exact(String label, Series<?> values) {
    boolean whole = true;
    boolean signed = false;
    BigInteger largest = BigInteger.ZERO;
    int before = 1;
    int scale = 0;
    for (Object value : values) {
      if (value == null) {
        continue;
      }
      BigDecimal number = new BigDecimal(value.toString());
      whole &= !(value instanceof BigDecimal);
      signed |= number.signum() < 0;
      largest = largest.max(whole ? number.toBigInteger().abs() : BigInteger.ZERO);
      before = Math.max(before, number.precision() - number.scale());
      scale = Math.max(scale, number.scale());
    }
    if (whole && largest.bitLength() < Long.SIZE) {
      return "BIGINT";
    } else if (whole && !signed && largest.compareTo(UNSIGNED_LONG_MAX) <= 0) {
      return "BIGINT UNSIGNED";
    } else if (before + scale > MAX_DIGITS || scale > MAX_SCALE) {
      throw UserError.usage(
          "column "
              + label
              + " needs "
              + before
              + " digits before the point and "
              + scale
              + " after it; DECIMAL holds "
              + MAX_DIGITS
              + " in all, "
              + MAX_SCALE
              + " of them after it. Round it first.");
    }
    return "DECIMAL(" + (before + scale) + "," + scale + ")";
  }

  private static String text(Series<?> values, boolean key) {
    int longest = 0;
    long bytes = 0;
    for (Object value : values) {
      if (value != null) {
        String text = value instanceof Enum<?> constant ? constant.name() : value.toString();
        longest = Math.max(longest, text.codePointCount(0, text.length()));
        bytes = Math.max(bytes, text.getBytes(StandardCharsets.UTF_8).length);
      }
    }
    for (int length : TEXT_LENGTHS) {
      if (longest <= length) {
        return "VARCHAR(" + length + ")";
      }
    }
    if (key) {
      return "VARCHAR(" + longest + ")";
    }
    return bytes <= MAX_TEXT_BYTES ? "TEXT" : bytes <= MAX_MEDIUM_BYTES ? "MEDIUMTEXT" : "LONGTEXT";
  }

  private static String bytes(Series<?> values) {
    int longest = 0;
    for (Object value : values) {
      longest = Math.max(longest, value == null ? 0 : ((byte[]) value).length);
    }
    return longest <= MAX_TEXT_BYTES ? "BLOB" : "LONGBLOB";
  }
}
