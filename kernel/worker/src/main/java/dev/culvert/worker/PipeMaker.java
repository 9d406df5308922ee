package dev.culvert.worker;

import dev.culvert.worker.wire.FrameType;
import dev.culvert.worker.wire.Mark;
import dev.culvert.worker.wire.Packet;
import dev.culvert.worker.wire.Pipes;
import dev.culvert.worker.wire.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.atomic.AtomicLong;

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
  private final Orphans orphans;
  private final SecureRandom random = new SecureRandom();
  private final AtomicLong lateOnes = new AtomicLong();
  private final BlockingQueue<Pair> made = new SynchronousQueue<>();

  PipeMaker(Wire wire, Posix posix, Path directory, Orphans orphans) {
    this.wire = wire;
    this.posix = posix;
    this.directory = directory;
    this.orphans = orphans;
  }

  void start() {
    Thread thread = new Thread(null, this::loop, "pipe-maker", 0, false);
    thread.setDaemon(true);
    thread.start();
  }

  /** The pair of that serial, for a cell; waits while it is still being made. */
  Pair take(long serial, CellRun cell) throws InterruptedException {
    orphans.pipesOf(cell.number(), Long.toString(serial));
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
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      wire.close(); // no cell could be shown any more: the front starts another worker
    }
  }

  private Pair make(long serial) throws IOException {
    Pipes pipes = name(serial, Long.toString(serial));
    wire.send(FrameType.PIPES, pipes.toPacket());
    Pair pair = open(pipes);
    deleteNames(pipes);
    return pair;
  }

  /**
   * Makes pipes for a child that a thread of an ended cell is about to start. They have names until
   * they are closed, so that the child can be given them.
   */
  Late makeLate(CellRun cell) throws IOException {
    String name = "late-" + lateOnes.incrementAndGet();
    orphans.pipesOf(cell.number(), name);
    Pipes pipes = name(0, name);
    wire.send(FrameType.LATE_PIPES, new Packet().put(cell.id()).put(pipes.toPacket().toBytes()));
    return new Late(pipes, open(pipes));
  }

  private Pipes name(long serial, String name) throws IOException {
    Path out = directory.resolve(name + ".out");
    Path err = directory.resolve(name + ".err");
    posix.makePipe(out.toString());
    posix.makePipe(err.toString());
    byte[] secret = new byte[Mark.SECRET];
    random.nextBytes(secret);
    secret[0] = 0; // rare in text, so that the front's search for marks is quick
    return new Pipes(serial, secret, out.toString(), err.toString());
  }

  private Pair open(Pipes pipes) throws IOException {
    return new Pair(
        pipes.serial(),
        pipes.secret(),
        posix.openForWriting(pipes.out()),
        posix.openForWriting(pipes.err()));
  }

  /** Both ends are open: the names have done their work. */
  private static void deleteNames(Pipes pipes) throws IOException {
    Files.delete(Path.of(pipes.out()));
    Files.delete(Path.of(pipes.err()));
  }

  /** Pipes for a child, held open until it has them. */
  final class Late implements AutoCloseable {

    private final Pipes pipes;
    private final Pair held;

    Late(Pipes pipes, Pair held) {
      this.pipes = pipes;
      this.held = held;
    }

    Pipes pipes() {
      return pipes;
    }

    @Override
    public void close() throws IOException {
      posix.close(held.out());
      posix.close(held.err());
      deleteNames(pipes);
    }
  }
}
