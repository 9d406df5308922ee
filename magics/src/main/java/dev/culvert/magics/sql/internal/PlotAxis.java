package dev.culvert.magics.sql.internal;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * From where to where an axis goes, and what is written along it. Times are seconds since 1970 as
 * if all of them were UTC, so that no clock change moves them.
 */
record PlotAxis(double min, double max, List<Tick> ticks) {

  private static final int MOST = 7;
  private static final double TOO_LONG = 1e9;
  private static final double TOO_SMALL = 1e-4;
  private static final long MINUTE = 60;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;
  private static final long[] SECONDS = {
    1,
    5,
    15,
    30,
    MINUTE,
    5 * MINUTE,
    15 * MINUTE,
    30 * MINUTE,
    HOUR,
    3 * HOUR,
    6 * HOUR,
    12 * HOUR,
    DAY,
    2 * DAY,
    7 * DAY,
    14 * DAY
  };
  private static final int[] MONTHS = {1, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 6000, 12_000};

  /** A word along the axis. */
  record Tick(double at, String label) {}

  PlotAxis {
    ticks = List.copyOf(ticks);
  }

  /** An axis of round numbers around the values. */
  static PlotAxis numbers(double least, double most) {
    double low = least;
    double high = most;
    if (low == high) {
      double room = low == 0 ? 1 : Math.abs(low) / 2;
      low -= room;
      high += room;
    }
    double step = roundStep((high / MOST) - (low / MOST));
    double first = Math.floor(low / step) * step;
    List<Tick> ticks = new ArrayList<>();
    int count = (int) Math.round(Math.ceil(high / step) - Math.floor(low / step));
    for (int i = 0; i <= count; i++) {
      double at = first + i * step;
      ticks.add(new Tick(at, number(at, step)));
    }
    return new PlotAxis(first, first + count * step, ticks);
  }

  private static double roundStep(double rough) {
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    for (double digit : new double[] {1, 2, 5}) {
      if (rough <= digit * power * 1.000_001) {
        return digit * power;
      }
    }
    return 10 * power;
  }

  private static String number(double value, double step) {
    double clean = Math.abs(value) < step / 1e6 ? 0 : value;
    if (clean != 0 && (Math.abs(clean) >= TOO_LONG || step < TOO_SMALL)) {
      return String.format(Locale.ROOT, "%.3g", clean);
    }
    int places = (int) Math.max(0, Math.ceil(-Math.log10(step) - 1e-9));
    return String.format(Locale.ROOT, "%,." + places + "f", clean).replace('-', '\u2212');
  }

  /** An axis of usual times between the values; seconds. */
  static PlotAxis times(double least, double most) {
    double high = least == most ? most + 1 : most;
    boolean days = least % DAY == 0 && most % DAY == 0;
    for (long step : SECONDS) {
      if ((step >= DAY || !days) && (high - least) / step <= MOST) {
        return bySeconds(least, high, step);
      }
    }
    for (int step : MONTHS) {
      if ((high - least) / (step * 30.44 * DAY) <= MOST) {
        return byMonths(least, high, step);
      }
    }
    return byMonths(least, high, MONTHS[MONTHS.length - 1]);
  }

  private static PlotAxis bySeconds(double least, double most, long step) {
    String form = step >= DAY ? "d MMM" : step >= MINUTE ? "HH:mm" : "HH:mm:ss";
    boolean days = step < DAY && most - least > DAY;
    List<Tick> ticks = new ArrayList<>();
    for (double at = Math.ceil(least / step) * step; at <= most; at += step) {
      ticks.add(new Tick(at, text(at, days ? "d MMM " + form : form)));
    }
    return new PlotAxis(least, most, ticks);
  }

  private static PlotAxis byMonths(double least, double most, int step) {
    LocalDateTime begin = time(least);
    int month = (begin.getYear() * 12 + begin.getMonthValue() - 1) / step * step;
    List<Tick> ticks = new ArrayList<>();
    while (true) {
      LocalDateTime start = LocalDateTime.of(month / 12, month % 12 + 1, 1, 0, 0);
      double at = start.toEpochSecond(ZoneOffset.UTC);
      if (at > most) {
        return new PlotAxis(least, most, ticks);
      } else if (at >= least) {
        ticks.add(new Tick(at, text(at, step >= 12 ? "yyyy" : "MMM yyyy")));
      }
      month += step;
    }
  }

  private static String text(double seconds, String form) {
    return DateTimeFormatter.ofPattern(form, Locale.ENGLISH).format(time(seconds));
  }

  private static LocalDateTime time(double seconds) {
    return LocalDateTime.ofEpochSecond((long) Math.floor(seconds), 0, ZoneOffset.UTC);
  }

  /** A place for each name, one unit wide. */
  static PlotAxis names(List<String> names) {
    List<Tick> ticks = new ArrayList<>();
    int every = Math.max(1, (names.size() + MOST * 4 - 1) / (MOST * 4));
    for (int i = 0; i < names.size(); i += every) {
      ticks.add(new Tick(i, names.get(i)));
    }
    return new PlotAxis(-0.5, names.size() - 0.5, ticks);
  }

  /** A time as seconds. */
  static double seconds(LocalDateTime time) {
    return time.toEpochSecond(ZoneOffset.UTC)
        + time.getNano() / (double) Duration.ofSeconds(1).toNanos();
  }
}
