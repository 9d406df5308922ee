package dev.culvert.worker;

import dev.culvert.worker.wire.FrameType;
import dev.culvert.worker.wire.Mark;
import dev.culvert.worker.wire.Pipes;
import dev.culvert.worker.wire.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.SynchronousQueue;

/**
 * Makes the next cell's pipes while the current cell runs, so that a cell waits for two {@code
 * dup2} and nothing else.
 *
 * <p>Invariant: pairs are announced and taken in the same order. Hazard: opening a pipe for writing
 * waits until the front has opened it for reading, so it happens on a thread of its own.
 */
final class PipeMaker {

  /** A pair of open write ends. */
  record Pair(long serial, byte[] secret, int out, int err) {}

  private final Wire wire;
  private final Posix posix;
  private final Path directory;
  private final SecureRandom random = new SecureRandom();
  private final BlockingQueue<Pair> made = new SynchronousQueue<>();

  PipeMaker(Wire wire, Posix posix, Path directory) {
    this.wire = wire;
    this.posix = posix;
    this.directory = directory;
  }

  void start() {
    Thread thread = new Thread(null, this::loop, "pipe-maker", 0, false);
    thread.setDaemon(true);
    thread.start();
  }

  /** The pair of that serial; waits while it is still being made. */
  Pair take(long serial) throws InterruptedException {
    Pair pair = made.take();
    if (pair.serial() != serial) {
      throw new IllegalStateException("pipes " + pair.serial() + " came, " + serial + " asked");
    }
    return pair;
  }

  private void loop() {
    try {
      for (long serial = 1; ; serial++) {
        made.put(make(serial));
      }
    } catch (IOException e) {
      System.getLogger(PipeMaker.class.getName())
          .log(System.Logger.Level.ERROR, "no pipes for the next cell; the worker ends", e);
      wire.close(); // no cell could be shown any more: the front starts another worker
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Pair make(long serial) throws IOException {
    Path out = directory.resolve(serial + ".out");
    Path err = directory.resolve(serial + ".err");
    posix.makePipe(out.toString());
    posix.makePipe(err.toString());
    byte[] secret = new byte[Mark.SECRET];
    random.nextBytes(secret);
    secret[0] = 0; // rare in text, so that the front's search for marks is quick
    Pipes pipes = new Pipes(serial, secret, out.toString(), err.toString());
    wire.send(FrameType.PIPES, pipes.toPacket());
    Pair pair =
        new Pair(
            serial,
            secret,
            posix.openForWriting(out.toString()),
            posix.openForWriting(err.toString()));
    Files.delete(out); // both ends are open: the names have done their work
    Files.delete(err);
    return pair;
  }
}
