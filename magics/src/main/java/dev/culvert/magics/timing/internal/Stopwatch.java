package dev.culvert.magics.timing.internal;

import java.time.Duration;

/** The time since its making: on the clock, and of all processors of this JVM together. */
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
    return "CPU time: %s, wall time: %s"
        .formatted(
            Durations.text(computed().minus(computedBefore).toNanos()), Durations.text(nanos));
  }
}
