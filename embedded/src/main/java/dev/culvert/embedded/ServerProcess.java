package dev.culvert.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A server process and the end of its log.
 *
 * <p>Invariant: one daemon thread reads all it prints, so the server never blocks on a full pipe.
 * That thread owns the reader; the kept lines are guarded by their own lock.
 */
final class ServerProcess {

  private static final int KEPT_LINES = 60;

  private final Process process;
  private final String readySign;
  private final CompletableFuture<Void> ready = new CompletableFuture<>();
  private final Deque<String> log = new ArrayDeque<>();
  private final Thread reader;

  private ServerProcess(Process process, String readySign) {
    this.process = process;
    this.readySign = readySign;
    this.reader = new Thread(this::read, "embedded-server-log");
    reader.setDaemon(true);
  }

  /** Starts it; {@code readySign} is in the line that says that it serves. */
  static ServerProcess start(List<String> command, String readySign) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    ServerProcess server = new ServerProcess(process, readySign);
    server.reader.start();
    return server;
  }

  /**
   * Waits until it serves.
   *
   * @return false when it ended or the time was over instead
   */
  boolean awaitReady(Duration limit) throws InterruptedException {
    try {
      ready.get(limit.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (ExecutionException | TimeoutException e) {
      return false;
    }
  }

  /** The last lines it printed. */
  List<String> log() {
    synchronized (log) {
      return new ArrayList<>(log);
    }
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Asks it to end, then ends it; it is gone when this returns. */
  void stop(Duration patience) {
    process.destroy();
    boolean interrupted = false;
    try {
      if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      interrupted = true;
      process.destroyForcibly();
    }
    process.onExit().join();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      String line;
      while ((line = lines.readLine()) != null) {
        keep(line);
        if (line.contains(readySign)) {
          ready.complete(null);
        }
      }
      ready.completeExceptionally(new IOException("the server ended"));
    } catch (IOException e) {
      keep("[log lost: " + e.getMessage() + "]");
      ready.completeExceptionally(e);
    }
  }

  private void keep(String line) {
    synchronized (log) {
      if (log.size() == KEPT_LINES) {
        log.removeFirst();
      }
      log.addLast(line);
    }
  }
}
