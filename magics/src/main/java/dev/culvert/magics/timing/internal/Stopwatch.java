package dev.culvert.magics.timing.internal;

import java.time.Duration;

/**
 * The time since its making: on the clock, and of all processors of this JVM together. The system
 * counts the latter in steps, of 10 ms on Linux, so what took less may be no step at all.
 */
final class Stopwatch {

  private final long begun = System.nanoTime();
  private final Duration computedBefore = computed();

  private static Duration computed() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** Both times, as one line. */
  @Override
  public String toString() {
    long nanos = System.nanoTime() - begun;
    Duration computed = computed().minus(computedBefore);
    return "CPU time: %s, wall time: %s"
        .formatted(
            computed.isZero() ? "less than 10 ms" : Durations.text(computed.toNanos()),
            Durations.text(nanos));
  }
}
