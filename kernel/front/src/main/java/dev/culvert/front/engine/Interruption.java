package dev.culvert.front.engine;

import java.util.concurrent.TimeUnit;

/**
 * What the user did to end a cell early. The first interrupt is the worker's to obey; one more,
 * when the worker had its time, ends the worker. Safe from any thread.
 */
final class Interruption {

  /**
   * The worker's ladder, up to its explanation in the cell, and a bit more: whoever taps twice has
   * not seen it yet.
   */
  private static final long PATIENCE_MILLIS = 1_900;

  private long firstNanos;
  private boolean asked;
  private boolean forced;

  synchronized boolean isAsked() {
    return asked;
  }

  /** Whether the worker was ended because the cell did not stop. */
  synchronized boolean isForced() {
    return forced;
  }

  /**
   * The user interrupts the cell.
   *
   * @return whether it is the first time
   */
  synchronized boolean ask() {
    boolean first = !asked;
    if (first) {
      asked = true;
      firstNanos = System.nanoTime();
    }
    return first;
  }

  /** How long the worker may still try, before force is due. */
  synchronized long millisLeft() {
    long passed = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - firstNanos);
    return Math.max(0, PATIENCE_MILLIS - passed);
  }

  synchronized void force() {
    forced = true;
  }
}
