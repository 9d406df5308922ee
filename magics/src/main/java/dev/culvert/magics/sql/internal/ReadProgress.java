package dev.culvert.magics.sql.internal;

import dev.culvert.api.MimeBundle;
import dev.culvert.api.Notebook;
import java.util.UUID;

/**
 * Shows how far reading or saving has come, once it has taken a second: rows, rate and time, in one
 * place that changes at most once a second. Used by the thread that does it.
 */
final class ReadProgress implements RowCount {

  private static final long SECOND = 1_000_000_000L;

  private final Notebook notebook;
  private final String done;
  private final String id = "sql-progress-" + UUID.randomUUID();
  private final long begun = System.nanoTime();
  private long next = begun + SECOND;
  private long rows;
  private boolean shown;

  /**
   * @param done what becomes of the rows, as {@code read}
   */
  ReadProgress(Notebook notebook, String done) {
    this.notebook = notebook;
    this.done = done;
  }

  @Override
  public void add(int more) {
    rows += more;
    long now = System.nanoTime();
    if (now - next < 0) {
      return;
    }
    next = now + SECOND;
    MimeBundle text = MimeBundle.text(text(now - begun));
    if (shown) {
      notebook.update(text, id);
    } else {
      notebook.display(text, id);
      shown = true;
    }
  }

  private String text(long nanos) {
    long rate = Math.round(rows / (nanos / (double) SECOND));
    return Counts.of(rows, "row")
        + " "
        + done
        + ", "
        + Counts.number(rate)
        + " a second, "
        + Counts.time(nanos);
  }
}
