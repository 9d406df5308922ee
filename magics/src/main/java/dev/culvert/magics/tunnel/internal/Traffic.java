package dev.culvert.magics.tunnel.internal;

import java.util.Collection;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** What went through a tunnel so far. Any thread may count. */
final class Traffic {

  final LongAdder toServer = new LongAdder();
  final LongAdder fromServer = new LongAdder();
  final AtomicInteger open = new AtomicInteger();
  final LongAdder connections = new LongAdder();
  final LongAdder failures = new LongAdder();

  /** What went through several ways together. */
  static Traffic sum(Collection<Traffic> parts) {
    Traffic sum = new Traffic();
    for (Traffic part : parts) {
      sum.toServer.add(part.toServer.sum());
      sum.fromServer.add(part.fromServer.sum());
      sum.open.addAndGet(part.open.get());
      sum.connections.add(part.connections.sum());
      sum.failures.add(part.failures.sum());
    }
    return sum;
  }

  /** Bytes as people read them, as {@code 1.5 MiB}. */
  static String size(LongAdder count) {
    return size(count.sum());
  }

  @Override
  public String toString() {
    return "%d open, %s up, %s down".formatted(open.get(), size(toServer), size(fromServer));
  }

  private static String size(long count) {
    double bytes = count;
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
