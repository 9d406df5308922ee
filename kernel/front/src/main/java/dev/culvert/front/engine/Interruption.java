package dev.culvert.front.engine;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * What ends a cell early: the user, or its time limit. The first interrupt is the worker's to obey;
 * one more, when the worker had its time, ends the worker. Safe from any thread.
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
  private Duration limit; // null unless it is over, and nobody asked before

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

  /** The cell has had its time; to be followed by {@link #ask}. */
  synchronized void expire(Duration expired) {
    if (!asked) {
      limit = expired;
    }
  }

  /** What the cell failed with. */
  synchronized CellError error() {
    return limit == null
        ? CellError.plain(name(), "the cell was interrupted")
        : CellError.plain(
            name(), "the cell took longer than " + text(limit) + " (%timeout) and was stopped");
  }

  /** What the cell failed with, when the worker had to be ended. */
  synchronized CellError forcedError(String consequence) {
    String cause =
        limit == null ? "The cell" : "The cell took longer than " + text(limit) + " (%timeout) and";
    return CellError.plain(name(), cause + " did not stop, so its worker was ended." + consequence);
  }

  private String name() {
    return limit == null ? "Interrupted" : "Timeout";
  }

  private static String text(Duration time) {
    long millis = time.toMillis();
    return millis % 1_000 == 0 ? millis / 1_000 + " s" : millis + " ms";
  }

  synchronized void force() {
    forced = true;
  }
}
