package dev.culvert.front.output;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;

/**
 * Writes to a file on a thread of its own, so that who reads a pipe reads on meanwhile.
 *
 * <p>There are two buffers: one is filled while the other is written, and who fills waits when both
 * are full. Invariant: bytes come out in their order, and after a failure none; who writes, flushes
 * or closes next is told of it, once and again. One thread at a time fills. Guarded by this, but
 * for the file, which is the thread's own until that has ended.
 */
final class WriteBehind extends OutputStream {

  private static final int BUFFER = 256 << 10;

  private final OutputStream file;
  private final Thread writer = new Thread(null, this::writeAll, "spill", 0, false);
  private byte[] filling = new byte[BUFFER];
  private int filled;
  private byte[] full = new byte[BUFFER];
  private int toWrite; // of the full one; 0 while that is free
  private long written;
  private boolean closed;
  private IOException failure; // null while all went well

  WriteBehind(OutputStream file) {
    this.file = file;
    writer.setDaemon(true);
    writer.start();
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
    for (int done = 0; done < length; ) {
      if (filled == BUFFER) {
        handOver();
      }
      int count = Math.min(length - done, BUFFER - filled);
      System.arraycopy(bytes, offset + done, filling, filled, count);
      filled += count;
      done += count;
    }
  }

  /** Returns when everything is in the file. */
  @Override
  public synchronized void flush() throws IOException {
    handOver();
    awaitWritten();
  }

  @Override
  public synchronized void close() throws IOException {
    if (closed) {
      return;
    }
    try {
      flush();
    } finally {
      closed = true;
      notifyAll();
      file.close();
    }
  }

  /** How many bytes are in the file for certain. */
  synchronized long written() {
    return written;
  }

  private void handOver() throws IOException {
    awaitWritten();
    byte[] empty = full;
    full = filling;
    filling = empty;
    toWrite = filled;
    filled = 0;
    notifyAll();
  }

  private void awaitWritten() throws IOException {
    try {
      while (toWrite > 0 && failure == null) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while the file was written");
    }
    if (failure != null) {
      throw new IOException(failure.getMessage(), failure);
    }
  }

  private void writeAll() {
    try {
      for (int length = take(); length > 0; length = take()) {
        file.write(full, 0, length); // nobody else touches it until it is told to be free
        wrote(length);
      }
    } catch (IOException e) {
      fail(e);
    } catch (InterruptedException e) {
      fail(new InterruptedIOException("interrupted"));
    }
  }

  /** How much there is to write; 0 when no more will come. */
  private synchronized int take() throws InterruptedException {
    while (toWrite == 0 && !closed) {
      wait();
    }
    return toWrite;
  }

  private synchronized void wrote(int length) {
    written += length;
    toWrite = 0;
    notifyAll();
  }

  private synchronized void fail(IOException e) {
    failure = e;
    notifyAll();
  }
}
