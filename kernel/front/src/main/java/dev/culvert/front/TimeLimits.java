package dev.culvert.front;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * How long cells may run; without being told, for ever. Safe from any thread.
 *
 * <p>Invariant: there is at most one clock, the running cell's, and it goes with its cell.
 */
final class TimeLimits {

  /** What becomes of a cell that has had its time; on a thread of its own. */
  interface Expiry {
    void expired(int cellId, Duration limit);
  }

  private final Expiry expiry;

  // Guarded by this.
  private Duration general; // null for none
  private int running; // 0 between cells
  private CompletableFuture<Boolean> clock = CompletableFuture.completedFuture(true);

  TimeLimits(Expiry expiry) {
    this.expiry = expiry;
  }

  /** A cell begins. */
  synchronized void begin(int cellId) {
    running = cellId;
    start(general);
  }

  /** The running cell is over. */
  synchronized void end() {
    running = 0;
    clock.complete(true);
  }

  /**
   * Limits the running cell, from now on, and all that follow.
   *
   * @param limit null for no limit
   */
  synchronized void limitCells(Duration limit) {
    general = limit;
    start(limit);
  }

  /** Limits the running cell alone, from now on. */
  synchronized void limitCell(Duration limit) {
    start(limit);
  }

  /** The limit of cells that have none of their own; null for none. */
  synchronized Duration general() {
    return general;
  }

  private void start(Duration limit) {
    clock.complete(true);
    if (limit == null || running == 0) {
      return;
    }
    int cell = running;
    clock = new CompletableFuture<>();
    clock
        .completeOnTimeout(false, limit.toMillis(), TimeUnit.MILLISECONDS)
        .thenAcceptAsync(
            inTime -> {
              if (!inTime) {
                expiry.expired(cell, limit);
              }
            });
  }
}
