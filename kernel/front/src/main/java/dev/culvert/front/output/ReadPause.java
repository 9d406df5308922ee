package dev.culvert.front.output;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Lets a pipe fill a little between reads.
 *
 * <p>A reader that keeps up with a cell that prints line by line is woken for each line, and waking
 * it costs the cell more than the print. So after some reads in quick succession, it waits a moment
 * before the next one, unless the last read says that there is much. Nothing waits for longer than
 * that moment, and the few lines of most cells not at all. Belongs to the reader.
 */
final class ReadPause {

  private static final long WINDOW = TimeUnit.MILLISECONDS.toNanos(5);
  private static final int READS = 16; // in a window, before the first pause
  private static final int MUCH = 2 << 10; // bytes of one read
  private static final long PAUSE = TimeUnit.MICROSECONDS.toNanos(200);

  private long begun = System.nanoTime(); // the window
  private int reads; // in it

  /** Called after each read. */
  void after(int length) {
    long now = System.nanoTime();
    if (now - begun > WINDOW) {
      begun = now;
      reads = 0;
    }
    reads++;
    if (reads > READS && length < MUCH) {
      LockSupport.parkNanos(PAUSE);
    }
  }
}
