package dev.culvert.front.output;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Keeps what a kernel publishes below the rates beyond which a Jupyter server drops output: 1,000
 * messages and 1,000,000 bytes of streams a second, over three seconds (jupyter_server's {@code
 * iopub_msg_rate_limit}, {@code iopub_data_rate_limit}, {@code rate_limit_window}).
 *
 * <p>It counts as the server does, and stays a fifth below, since messages may arrive closer
 * together than they were sent. Like the server it begins anew at every idle. A cell that has said
 * little lately may use what is left of that fifth, so a flood never holds back another cell's few
 * lines. Thread safe.
 */
final class Pacer {

  private static final long WINDOW = TimeUnit.SECONDS.toNanos(3);
  private static final int BYTES = 2_400_000;
  private static final int MESSAGES = 2_400;
  private static final int BYTES_FOR_QUIET = 2_850_000;
  private static final int MESSAGES_FOR_QUIET = 2_850;
  private static final int QUIET = 64_000; // bytes of a cell in one window

  private record Sent(long time, Object cell, int bytes) {}

  private final Deque<Sent> window = new ArrayDeque<>(); // oldest first
  private final Map<Object, Integer> byCell = new HashMap<>(); // bytes in the window
  private int bytes; // of all cells in the window

  /**
   * Asks to publish a message.
   *
   * @param size its bytes
   * @param now of {@link System#nanoTime}
   * @return 0 when it may be published, and was counted; else after how many nanoseconds to ask
   *     again
   */
  synchronized long delay(Object cell, int size, long now) {
    forget(now);
    boolean quiet = byCell.getOrDefault(cell, 0) + size <= QUIET;
    if (bytes + size > (quiet ? BYTES_FOR_QUIET : BYTES)
        || window.size() >= (quiet ? MESSAGES_FOR_QUIET : MESSAGES)) {
      return Math.max(1, window.isEmpty() ? 0 : window.peek().time + WINDOW - now);
    }
    window.add(new Sent(now, cell, size));
    byCell.merge(cell, size, Integer::sum);
    bytes += size;
    return 0;
  }

  private void forget(long now) {
    while (!window.isEmpty() && window.peek().time + WINDOW - now <= 0) {
      Sent old = window.poll();
      bytes -= old.bytes;
      byCell.computeIfPresent(old.cell, (cell, sum) -> sum == old.bytes ? null : sum - old.bytes);
    }
  }

  /** An idle was published: the server counts from zero. */
  synchronized void reset() {
    window.clear();
    byCell.clear();
    bytes = 0;
  }

  /**
   * What something shown counts. A server does not count its bytes, but a front end that gets more
   * than some 13 MB of them a second does not keep up, and then the kernel has to keep them.
   */
  static int sizeOfDisplay(int bytes) {
    return Math.min(bytes / 16, BYTES / 2);
  }

  /** The bytes of a message with a text of so many, or a few more. */
  static int size(int text) {
    return text + 1_000; // headers, signature, names
  }
}
