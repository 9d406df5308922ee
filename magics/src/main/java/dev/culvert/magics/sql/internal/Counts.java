package dev.culvert.magics.sql.internal;

import java.util.Locale;

/** Numbers as they are said: {@code 1 row}, {@code 100,000 rows}, {@code 1.25 s}. */
final class Counts {

  private static final long MILLION = 1_000_000L;

  private Counts() {}

  static String of(long count, String thing) {
    return number(count) + " " + thing + (count == 1 ? "" : "s");
  }

  static String number(long count) {
    return 0 <= count && count < 1000
        ? Long.toString(count)
        : String.format(Locale.ROOT, "%,d", count);
  }

  static String time(long nanos) {
    long millis = nanos / MILLION;
    return millis < 1000 ? millis + " ms" : String.format(Locale.ROOT, "%.2f s", millis / 1000.0);
  }
}
