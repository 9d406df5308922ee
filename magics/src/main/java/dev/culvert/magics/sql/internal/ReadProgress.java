package dev.culvert.magics.sql.internal;

import dev.culvert.api.MimeBundle;
import dev.culvert.api.Notebook;
import java.util.UUID;

/**
 * Shows how far reading or saving has come, once it has taken a second: rows, rate and time, in one
 * place that changes at most once a second, and in the end what it came to. Used by the thread that
 * does it.
 */
final class ReadProgress implements RowCount {

  private static final long SECOND = 1_000_000_000L;

  private final Notebook notebook;
  private final String done;
  private final long begun = System.nanoTime();
  private long next = begun + SECOND;
  private long rows;
  private String id; // null before it is shown

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
    if (id == null) {
      id = "sql-progress-" + UUID.randomUUID();
      notebook.display(text, id);
    } else {
      notebook.update(text, id);
    }
  }

  /** Shows what it came to, where the progress stood if there was any. */
  void end(MimeBundle text) {
    if (id == null) {
      notebook.display(text);
    } else {
      notebook.update(text, id);
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
