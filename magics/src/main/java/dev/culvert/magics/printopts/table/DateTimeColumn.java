package dev.culvert.magics.printopts.table;

import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Objects;

/** A column of points in time: as few parts of a day and of a second as all of them need. */
final class DateTimeColumn {

  private static final String MISSING = "NaT";

  private DateTimeColumn() {}

  static List<String> texts(List<?> values) {
    List<LocalDateTime> times =
        values.stream().filter(Objects::nonNull).map(LocalDateTime.class::cast).toList();
    DateTimeFormatter formatter = DateTimeFormatter.ofPattern(pattern(times));
    return values.stream()
        .map(value -> value == null ? MISSING : formatter.format((LocalDateTime) value))
        .toList();
  }

  private static String pattern(List<LocalDateTime> times) {
    String date = "yyyy-MM-dd";
    if (times.stream().allMatch(time -> time.toLocalTime().equals(LocalTime.MIDNIGHT))) {
      return date;
    }
    String seconds = date + " HH:mm:ss";
    if (times.stream().allMatch(time -> time.getNano() == 0)) {
      return seconds;
    }
    if (times.stream().allMatch(time -> time.getNano() % 1_000_000 == 0)) {
      return seconds + ".SSS";
    }
    boolean micros = times.stream().allMatch(time -> time.getNano() % 1_000 == 0);
    return seconds + (micros ? ".SSSSSS" : ".SSSSSSSSS");
  }
}
