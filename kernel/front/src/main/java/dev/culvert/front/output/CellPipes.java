package dev.culvert.front.output;

import dev.culvert.worker.wire.Mark;
import dev.culvert.worker.wire.Pipes;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * The reading ends of one cell's two pipes.
 *
 * <p>Each pipe has a reader of a pool, which blocks in {@code read}. A reader a pipe, not one poll
 * for all: Java can neither select on a named pipe nor see its end without a read, native calls
 * would have to be loaded before the first result, and a pool makes a cell's readers as cheap as
 * waking two threads; only cells whose children live on keep theirs. Both start before the cell
 * does, and end when the last writer is gone, which may be a grandchild's death long after the
 * cell.
 *
 * <p>Invariant: a reader that meets "await n" hands nothing on before the other pipe's "reached n",
 * and one that meets "shown n" nothing before {@link #shown}. Hazard: a worker that dies leaves
 * moments that nobody reaches; the pipe's end, and the worker's, stands for all of them. Guarded by
 * this.
 */
public final class CellPipes {

  private static final int ALL = Integer.MAX_VALUE;

  private final Pipes pipes;
  private final Map<StreamName, Integer> reached = new EnumMap<>(StreamName.class);
  private final Map<StreamName, FileInputStream> open = new EnumMap<>(StreamName.class);
  private CellOutput output; // null until the cell begins
  private int shown; // moment of the display that was published last

  /** Pipes for a cell that is not known yet ({@link #attach}). */
  public CellPipes(Pipes pipes, Executor readers) {
    this(pipes, readers, null);
  }

  /**
   * Starts both readers; the worker's opening of its ends waits for them.
   *
   * @param output whose the pipes are; null when it is not known yet
   */
  public CellPipes(Pipes pipes, Executor readers, CellOutput output) {
    this.pipes = pipes;
    this.output = output;
    for (StreamName stream : StreamName.values()) {
      reached.put(stream, 0);
      String path = stream == StreamName.STDOUT ? pipes.out() : pipes.err();
      readers.execute(() -> readToEnd(stream, path));
    }
  }

  public long serial() {
    return pipes.serial();
  }

  /** From now on, what comes is this cell's. Called before the worker hears of the cell. */
  public synchronized void attach(CellOutput cell) {
    output = cell;
  }

  /** Waits until everything both pipes held before the moment was handed to the cell. */
  public synchronized void awaitBoth(int moment) throws InterruptedException {
    await(StreamName.STDOUT, moment);
    await(StreamName.STDERR, moment);
  }

  /** The display with this moment was published: what was written after it may follow. */
  public synchronized void shown(int moment) {
    shown = Math.max(shown, moment);
    notifyAll();
  }

  private synchronized void awaitShown(int moment) throws InterruptedException {
    while (shown < moment) {
      wait();
    }
  }

  private synchronized void await(StreamName stream, int moment) throws InterruptedException {
    while (reached.get(stream) < moment) {
      wait();
    }
  }

  private synchronized void reached(StreamName stream, int moment) {
    reached.merge(stream, moment, Math::max);
    notifyAll();
  }

  /**
   * After the worker's death: waits for the end of both pipes, or, when a child still holds one,
   * until it is empty.
   */
  public synchronized void awaitAfterDeath() throws InterruptedException, IOException {
    shown(ALL); // what it sent was handled before its death was told
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(2);
    while (!(atEnd(StreamName.STDOUT) && atEnd(StreamName.STDERR))) {
      if (System.nanoTime() > deadline) {
        return; // a child floods it still: the rest comes as late output
      }
      wait(20); // an empty pipe does not wake us, only its end does
      if (isEmpty(StreamName.STDOUT) && isEmpty(StreamName.STDERR)) {
        return;
      }
    }
  }

  /** Lets go of a reader that waits for a worker that died before it opened its end. */
  public void abandon() throws IOException {
    for (String path : new String[] {pipes.out(), pipes.err()}) {
      if (new File(path).exists()) {
        new RandomAccessFile(path, "rw").close(); // both ends at once: the reader sees the end
      }
    }
  }

  /** Whether the last writer of both pipes is gone and all is read. */
  public synchronized boolean isAtEnd() {
    return atEnd(StreamName.STDOUT) && atEnd(StreamName.STDERR);
  }

  private boolean atEnd(StreamName stream) {
    return reached.get(stream) == ALL;
  }

  private boolean isEmpty(StreamName stream) throws IOException {
    FileInputStream in = open.get(stream);
    return atEnd(stream) || (in != null && in.available() == 0);
  }

  private void readToEnd(StreamName stream, String path) {
    try (FileInputStream in = new FileInputStream(path)) {
      readToEnd(stream, in);
    } catch (IOException e) {
      System.getLogger(CellPipes.class.getName())
          .log(System.Logger.Level.ERROR, "reading " + stream + " of a cell broke off", e);
    } finally {
      reached(stream, ALL);
    }
  }

  private void readToEnd(StreamName stream, FileInputStream in) throws IOException {
    Handler handler = new Handler(stream);
    MarkScanner scanner = new MarkScanner(pipes.secret(), handler);
    synchronized (this) {
      open.put(stream, in);
    }
    try {
      ReadPause pause = new ReadPause();
      for (int length = scanner.read(in); length >= 0; length = scanner.read(in)) {
        pause.after(length);
      }
      handler.end();
    } finally {
      synchronized (this) { // before it is closed: nobody may ask a closed one whether it is empty
        open.remove(stream);
      }
    }
  }

  private synchronized CellOutput output() {
    return output;
  }

  private final class Handler implements MarkScanner.Sink {

    private final StreamName stream;
    private CellOutput.Source source; // null until something comes

    Handler(StreamName stream) {
      this.stream = stream;
    }

    @Override
    public void text(byte[] bytes, int offset, int length) {
      if (source == null) {
        CellOutput cell = output();
        if (cell == null) {
          return; // a pair that no cell took: nobody writes to it
        }
        source = cell.pipe(stream);
      }
      source.write(bytes, offset, length);
    }

    void end() {
      if (source != null) {
        source.end();
      }
    }

    @Override
    public void mark(char kind, int moment) {
      if (kind == Mark.REACHED) {
        reached(stream, moment);
        return;
      }
      try {
        if (kind == Mark.SHOWN) {
          awaitShown(moment);
        } else {
          await(stream.other(), moment);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt(); // the front ends: order does not matter any more
      }
    }
  }
}
