package dev.culvert.magics.sql.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads and writes dates and times without the driver's conversions where those go wrong.
 *
 * <p>They go through {@code Timestamp} and {@code Calendar}, which move times in a clock change,
 * wrap {@code TIME} at 24 hours and turn {@code 2024-00-00} into a day of the year before. What is
 * no day of the calendar, as {@code 0000-00-00}, stays text.
 */
final class SqlTimes {

  private static final Pattern TIME =
      Pattern.compile("(-?)(\\d{1,3}):(\\d\\d):(\\d\\d)(?:\\.(\\d{1,9}))?");
  private static final int DATE_LENGTH = 10;
  private static final int MILLION = 1_000_000;

  private SqlTimes() {}

  /** A {@link LocalDate}, or the text when it is none. */
  static Object date(String text) {
    try {
      return text.length() == DATE_LENGTH ? dateAt(text) : text;
    } catch (DateTimeException | NumberFormatException e) {
      return text;
    }
  }

  /**
   * A {@link LocalDateTime}, or the text when it is none.
   *
   * <p>Here the driver's text is the one that is moved in a clock change, and its {@code
   * LocalDateTime} is what the server holds; so the text is only taken where that has no answer.
   */
  static Object dateTime(ResultSet row, int index) throws SQLException {
    try {
      LocalDateTime value = row.getObject(index, LocalDateTime.class);
      if (value != null) {
        return value;
      }
    } catch (DateTimeException e) {
      // No day of the calendar, as 2024-02-30: the text tells which.
      return row.getString(index);
    }
    return row.getString(index);
  }

  /** A {@link Duration}: MariaDB's TIME goes from -838 to 838 hours. */
  static Object time(String text) {
    Matcher parts = TIME.matcher(text);
    if (!parts.matches()) {
      return text;
    }
    Duration duration =
        Duration.ofHours(Long.parseLong(parts.group(2)))
            .plusMinutes(Long.parseLong(parts.group(3)))
            .plusSeconds(Long.parseLong(parts.group(4)))
            .plusNanos(parts.group(5) == null ? 0 : nanos(parts.group(5)));
    return parts.group(1).isEmpty() ? duration : duration.negated();
  }

  private static LocalDate dateAt(String text) {
    return LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10));
  }

  private static int number(String text, int from, int to) {
    return Integer.parseInt(text, from, to, 10);
  }

  private static int nanos(String fraction) {
    return Integer.parseInt((fraction + "000000000").substring(0, 9));
  }

  /** A date and time as the server writes it, with six places of a second when there are any. */
  static void append(LocalDateTime time, StringBuilder text) {
    text.append(time.toLocalDate()).append(' ');
    appendTwo(time.getHour(), text);
    text.append(':');
    appendTwo(time.getMinute(), text);
    text.append(':');
    appendTwo(time.getSecond(), text);
    if (time.getNano() != 0) {
      text.append('.').append(Integer.toString(MILLION + time.getNano() / 1000).substring(1));
    }
  }

  private static void appendTwo(int number, StringBuilder text) {
    text.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
  }

  /**
   * A duration as the server writes it; the driver writes the fraction of a negative one wrongly.
   */
  static String text(Duration duration) {
    Duration size = duration.abs();
    return String.format(
        Locale.ROOT,
        "%s%02d:%02d:%02d.%06d",
        duration.isNegative() ? "-" : "",
        size.toHours(),
        size.toMinutesPart(),
        size.toSecondsPart(),
        size.toNanosPart() / 1000);
  }
}
