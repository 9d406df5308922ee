package dev.culvert.magics.tunnel.internal;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** What went through a tunnel so far. Any thread may count. */
final class Traffic {

  final LongAdder toServer = new LongAdder();
  final LongAdder fromServer = new LongAdder();
  final AtomicInteger open = new AtomicInteger();

  @Override
  public String toString() {
    return "%d open, %s up, %s down".formatted(open.get(), size(toServer), size(fromServer));
  }

  private static String size(LongAdder count) {
    double bytes = count.sum();
    String[] units = {"B", "KiB", "MiB", "GiB", "TiB"};
    int unit = 0;
    while (bytes >= 1024 && unit < units.length - 1) {
      bytes /= 1024;
      unit++;
    }
    return String.format(
        java.util.Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", bytes, units[unit]);
  }
}
