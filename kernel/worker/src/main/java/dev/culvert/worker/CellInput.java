package dev.culvert.worker;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.ReentrantLock;

/**
 * {@code System.in} of the cells: asks the front end for a line whenever the last one is used up.
 *
 * <p>Safe from any thread; one asks, the others wait for what is left of the line. A lock and no
 * monitor, so that waiting ends when the cell is interrupted.
 */
final class CellInput extends InputStream {

  private final Worker worker;
  private final ReentrantLock lock = new ReentrantLock();
  private byte[] line = new byte[0]; // guarded by lock, as position
  private int position;

  CellInput(Worker worker) {
    this.worker = worker;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    try {
      lock.lockInterruptibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      Agent.check();
      throw new InterruptedIOException("interrupted while another thread read from System.in");
    }
    try {
      if (position == line.length) {
        line = (worker.ask("", false) + "\n").getBytes(StandardCharsets.UTF_8);
        position = 0;
      }
      int count = Math.min(length, line.length - position);
      System.arraycopy(line, position, target, offset, count);
      position += count;
      return count;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public int available() {
    lock.lock();
    try {
      return line.length - position;
    } finally {
      lock.unlock();
    }
  }
}
