package dev.culvert.magics.sql.internal;

import dev.culvert.api.UserError;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/** What Java values become when they are bound to a statement. */
final class SqlValues {

  private static final Set<Class<?>> AS_THEY_ARE =
      Set.of(
          Integer.class,
          Long.class,
          Short.class,
          Byte.class,
          Double.class,
          Float.class,
          Boolean.class,
          BigDecimal.class,
          BigInteger.class,
          String.class,
          byte[].class,
          LocalDate.class,
          LocalDateTime.class,
          LocalTime.class,
          Instant.class,
          OffsetDateTime.class,
          ZonedDateTime.class,
          UUID.class);

  private SqlValues() {}

  /** The elements of a collection, a series or an array; a byte array is one value. */
  static Optional<List<?>> asList(Object value) {
    if (value instanceof Iterable<?> elements) {
      List<Object> list = new ArrayList<>();
      elements.forEach(list::add);
      return Optional.of(list);
    } else if (value != null && value.getClass().isArray() && !(value instanceof byte[])) {
      return Optional.of(BoundStatement.elements(value));
    }
    return Optional.empty();
  }

  /** The value the driver gets for a variable. */
  static Object toBind(String name, Object value) {
    return bindable(() -> ":" + name, value);
  }

  /** Whether the driver gets a value as it is. */
  static boolean isPlain(Object value) {
    return value == null || AS_THEY_ARE.contains(value.getClass());
  }

  /**
   * The value the driver gets.
   *
   * @param what names the value in an error
   */
  static Object bindable(Supplier<String> what, Object value) {
    if (isPlain(value) || value instanceof java.util.Date) {
      return value;
    } else if (value instanceof CharSequence || value instanceof Character) {
      return value.toString();
    } else if (value instanceof Duration duration) {
      return SqlTimes.text(duration);
    } else if (value instanceof Enum<?> constant) {
      return constant.name();
    } else if (value instanceof Optional<?> optional) {
      return bindable(what, optional.orElse(null));
    }
    throw UserError.usage(
        what.get()
            + " is a "
            + value.getClass().getName()
            + ", which has no SQL form. Bind a number, text, date, byte[], enum or a list of them.");
  }
}
