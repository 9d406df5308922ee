package dev.culvert.magics.waiting.internal;

import dev.culvert.api.Cell;
import dev.culvert.api.MimeBundle;
import dev.culvert.api.Notebook;
import dev.culvert.api.UserError;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Looks at a condition until it is so, the time is over, or the cell is interrupted.
 *
 * <p>The state is shown in one place from the second look on. Used once, by the thread of the cell;
 * the interrupting thread opens a latch, so that no wait between two looks outlives an interrupt.
 */
final class Wait {

  private static final long SECOND = 1_000_000_000L;

  private final Condition condition;
  private final Duration every;
  private final Duration timeout;
  private final Notebook notebook;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final String id = "wait-" + UUID.randomUUID();
  private final long begun = System.nanoTime();
  private boolean shown;
  private long shownAt;

  /**
   * @param every from the end of one look to the beginning of the next
   * @param timeout how long in all; zero for ever
   */
  Wait(Condition condition, Duration every, Duration timeout, Notebook notebook) {
    this.condition = condition;
    this.every = every;
    this.timeout = timeout;
    this.notebook = notebook;
  }

  /**
   * Waits.
   *
   * @throws UserError named {@code WaitTimeout} or {@code Interrupted}
   */
  void run() {
    try (condition;
        Cell.Registration registration = notebook.cell().onInterrupt(this::stop)) {
      int looks = 0;
      while (true) {
        Optional<String> notYet = condition.look();
        looks++;
        if (stopped.getCount() == 0) {
          throw interrupted(null);
        } else if (notYet.isEmpty()) {
          show(condition.title() + ": yes, after " + elapsed(), true);
          return;
        }
        long left = timeout.toNanos() - (System.nanoTime() - begun);
        if (!timeout.isZero() && left <= 0) {
          throw new UserError(
              "WaitTimeout",
              condition.title()
                  + ": not within "
                  + text(timeout.toNanos())
                  + " ("
                  + notYet.get()
                  + "). --timeout waits longer.");
        }
        String state = looks == 1 ? "" : ", looked " + looks + " times";
        show(
            "waiting for " + condition.title() + ": " + notYet.get() + state + ", " + elapsed(),
            false);
        pause(timeout.isZero() ? every.toNanos() : Math.min(left, every.toNanos()));
      }
    }
  }

  private void stop() {
    stopped.countDown();
    condition.stop();
  }

  private void pause(long nanos) {
    try {
      if (stopped.await(nanos, TimeUnit.NANOSECONDS)) {
        throw interrupted(null);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw interrupted(e);
    }
  }

  private UserError interrupted(Exception cause) {
    return new UserError(
        "Interrupted",
        "waiting for " + condition.title() + " was interrupted after " + elapsed() + ".",
        cause);
  }

  /** At most once a second, so that a short interval does not flood the notebook. */
  private void show(String text, boolean last) {
    long now = System.nanoTime();
    if (shown && !last && now - shownAt < SECOND) {
      return;
    }
    MimeBundle line = MimeBundle.text(text);
    if (shown) {
      notebook.update(line, id);
    } else {
      notebook.display(line, id);
      shown = true;
    }
    shownAt = now;
  }

  private String elapsed() {
    return text(System.nanoTime() - begun);
  }

  private static String text(long nanos) {
    long seconds = nanos / SECOND;
    if (seconds >= 3600) {
      return seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
    } else if (seconds >= 60) {
      return seconds / 60 + " min " + seconds % 60 + " s";
    }
    return String.format(Locale.ROOT, "%.1f s", nanos / (double) SECOND);
  }
}
