package dev.culvert.magics.lab.internal;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;

/**
 * Listens for {@code SocketAppender}s, on loopback. It does not read the events as objects: a
 * line's text is in their bytes as it is.
 */
final class Receiver implements AutoCloseable {

  private static final long UNDER_WAY_MILLIS = 300;

  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final ExecutorService threads;
  private final StringBuilder received = new StringBuilder(); // guarded by itself

  Receiver(ExecutorService threads) throws IOException {
    this.threads = threads;
    threads.execute(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        threads.execute(() -> read(socket));
      }
    } catch (IOException e) {
      return; // closed
    }
  }

  private void read(Socket socket) {
    byte[] buffer = new byte[8192];
    try (socket;
        InputStream in = socket.getInputStream()) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        synchronized (received) {
          received.append(new String(buffer, 0, n, StandardCharsets.ISO_8859_1));
        }
      }
    } catch (IOException e) {
      return; // a killed sender; what came before counts
    }
  }

  /** Whether a line came, or comes in a moment: its sender's end overtakes what it sent. */
  boolean has(String line) throws InterruptedException {
    long deadline = System.nanoTime() + UNDER_WAY_MILLIS * 1_000_000;
    while (!isHere(line)) {
      if (System.nanoTime() - deadline > 0) {
        return false;
      }
      Thread.sleep(10);
    }
    return true;
  }

  private boolean isHere(String line) {
    synchronized (received) {
      return received.indexOf(line) >= 0;
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
