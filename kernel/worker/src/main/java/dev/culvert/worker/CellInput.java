package dev.culvert.worker;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;

/**
 * {@code System.in} of the cells: asks the front end for a line whenever the last one is used up.
 *
 * <p>Safe from any thread; one asks, the others wait for what is left of the line.
 */
final class CellInput extends InputStream {

  private final Worker worker;
  private byte[] line = new byte[0];
  private int position;

  CellInput(Worker worker) {
    this.worker = worker;
  }

  @Override
  public synchronized int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public synchronized int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (position == line.length) {
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedIOException("interrupted before input was asked for");
      }
      line = (worker.ask("", false) + "\n").getBytes(StandardCharsets.UTF_8);
      position = 0;
    }
    int count = Math.min(length, line.length - position);
    System.arraycopy(line, position, target, offset, count);
    position += count;
    return count;
  }

  @Override
  public synchronized int available() {
    return line.length - position;
  }
}
