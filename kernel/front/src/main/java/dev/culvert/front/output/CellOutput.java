package dev.culvert.front.output;

import dev.culvert.protocol.Message;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * What one cell says, on its way to iopub: for as long as anything may still write for that cell,
 * which may be long after it ended.
 *
 * <p>Invariant: text is published in the order in which it was appended, over both streams, and
 * before anything that is published later for this cell. It waits at most {@value #WAIT_MILLIS} ms
 * for more text to share its message with. Guarded by this.
 */
public final class CellOutput {

  private static final int WAIT_MILLIS = 20;
  private static final int FULL = 256 << 10;

  private final Message parent;
  private final Iopub iopub;
  private final ScheduledExecutorService timer;

  private final StringBuilder pending = new StringBuilder();
  private StreamName pendingStream = StreamName.STDOUT;
  private boolean flushScheduled;

  public CellOutput(Message parent, Iopub iopub, ScheduledExecutorService timer) {
    this.parent = parent;
    this.iopub = iopub;
    this.timer = timer;
  }

  /** The request that started the cell. */
  public Message parent() {
    return parent;
  }

  public synchronized void append(StreamName stream, CharSequence text) {
    if (text.length() == 0) {
      return;
    }
    if (stream != pendingStream) {
      flush();
      pendingStream = stream;
    }
    pending.append(text);
    if (pending.length() >= FULL) {
      flush();
    } else if (!flushScheduled) {
      flushScheduled = true;
      timer.schedule(this::timedFlush, WAIT_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private synchronized void timedFlush() {
    flushScheduled = false;
    flush();
  }

  /** Publishes the text that waits. */
  public synchronized void flush() {
    if (pending.length() > 0) {
      String text = pending.toString();
      pending.setLength(0);
      iopub.publish(parent, "stream", Map.of("name", pendingStream.protocolName(), "text", text));
    }
  }

  /** Publishes a message of this cell after all text appended before. */
  public synchronized void publish(String type, Map<String, Object> content) {
    flush();
    iopub.publish(parent, type, content);
  }
}
