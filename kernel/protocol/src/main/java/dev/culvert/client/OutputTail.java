package dev.culvert.client;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The last bytes a process wrote to one of its streams.
 *
 * <p>Reads to the end on a thread of its own, so that the process never blocks on a full pipe;
 * keeps {@link #LIMIT} bytes. The thread ends with the last holder of the pipe's other end.
 */
final class OutputTail {

  static final int LIMIT = 64 * 1024;

  private final InputStream in;
  private final Thread thread;
  private final byte[] ring = new byte[LIMIT]; // guarded by this
  private long written; // bytes ever read; guarded by this

  OutputTail(InputStream in, String name) {
    this.in = in;
    this.thread = new Thread(this::read, name);
    thread.setDaemon(true);
    thread.start();
  }

  private void read() {
    byte[] bytes = new byte[8192];
    try (in) {
      for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
        keep(bytes, n);
      }
    } catch (IOException e) {
      // The stream of an ended process was closed under the read: its end, as any other.
      keep(new byte[0], 0);
    }
  }

  private synchronized void keep(byte[] bytes, int n) {
    for (int i = 0; i < n; i++) {
      ring[(int) (written++ % LIMIT)] = bytes[i];
    }
  }

  synchronized String text() {
    int end = (int) (written % LIMIT);
    if (written <= LIMIT) {
      return new String(ring, 0, (int) written, StandardCharsets.UTF_8);
    }
    byte[] bytes = Arrays.copyOf(Arrays.copyOfRange(ring, end, LIMIT), LIMIT);
    System.arraycopy(ring, 0, bytes, LIMIT - end, end);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  void join(long millis) throws InterruptedException {
    thread.join(Math.max(1, millis));
  }
}
