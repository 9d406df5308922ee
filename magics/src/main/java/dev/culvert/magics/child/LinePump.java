package dev.culvert.magics.child;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Reads one stream of a child to its end and hands out its lines.
 *
 * <p>Invariant: it reads on whatever the consumer throws. A line longer than {@link #LONGEST_LINE}
 * is handed out in pieces, so that a child that never ends its line cannot fill the heap.
 */
final class LinePump extends Thread {

  static final int LONGEST_LINE = 1 << 20;
  static final int GRACE_MILLIS = 500;

  private final Reader reader;
  private final Consumer<String> lines;
  private final Object oneAtATime; // shared by the pumps of one child
  private final StringBuilder line = new StringBuilder();
  private boolean afterReturn; // a line feed that follows belongs to the same line break
  private volatile Throwable failure; // the consumer's first
  private volatile int reads; // how often something was read
  private volatile boolean handling; // what was read last is still being handed out

  LinePump(InputStream in, Consumer<String> lines, Object oneAtATime) {
    this.reader = new InputStreamReader(in, StandardCharsets.UTF_8);
    this.lines = lines;
    this.oneAtATime = oneAtATime;
  }

  @Override
  public void run() {
    char[] buffer = new char[8192];
    try (reader) {
      for (int n = reader.read(buffer); n >= 0; n = reader.read(buffer)) {
        handling = true;
        reads++;
        for (int i = 0; i < n; i++) {
          take(buffer[i]);
        }
        handling = false;
      }
    } catch (IOException e) {
      keep(e);
    }
    if (line.length() > 0) {
      handOut();
    }
  }

  private void take(char c) {
    if (c == '\n' && afterReturn) {
      afterReturn = false;
      return;
    }
    afterReturn = c == '\r';
    if (c == '\n' || c == '\r') {
      handOut();
      return;
    }
    line.append(c);
    if (line.length() >= LONGEST_LINE && !Character.isHighSurrogate(c)) {
      handOut();
    }
  }

  private void handOut() {
    String complete = line.toString();
    line.setLength(0);
    synchronized (oneAtATime) {
      try {
        lines.accept(complete);
      } catch (RuntimeException | Error e) {
        keep(e);
      }
    }
  }

  private void keep(Throwable thrown) {
    if (failure == null) {
      failure = thrown;
    }
  }

  /**
   * Waits, once the child has ended, until all it wrote was handed out. A grandchild may hold the
   * pipe open for ever; what the child wrote lies in the pipe, so reading it does not block, and a
   * pump that found nothing for {@link #GRACE_MILLIS} has had it all. It goes on reading what the
   * grandchild writes.
   */
  void awaitDrained() throws InterruptedException {
    int before;
    do {
      before = reads;
      join(GRACE_MILLIS);
    } while (isAlive() && (handling || reads != before));
  }

  /** Throws what the consumer threw, if it did. */
  void rethrow() {
    if (failure != null) {
      throw new IllegalStateException(
          "a line of the child could not be handled: " + failure, failure);
    }
  }
}
