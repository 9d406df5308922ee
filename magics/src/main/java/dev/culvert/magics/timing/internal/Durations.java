package dev.culvert.magics.timing.internal;

import java.util.Locale;

/** Times as people read them. */
final class Durations {

  private static final String[] UNITS = {"ns", "µs", "ms", "s"};
  private static final double MINUTE = 60e9;

  private Durations() {}

  /** Nanoseconds in three digits and the largest unit that leaves one before the point. */
  static String text(double nanos) {
    if (nanos >= MINUTE) {
      long seconds = Math.round(nanos / 1e9);
      return "%d min %d s".formatted(seconds / 60, seconds % 60);
    }
    int unit = 0;
    double value = nanos;
    while (unit < UNITS.length - 1 && value >= 999.5) {
      value /= 1_000;
      unit++;
    }
    int digits = value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
    return String.format(Locale.ROOT, "%." + digits + "f %s", value, UNITS[unit]);
  }
}
