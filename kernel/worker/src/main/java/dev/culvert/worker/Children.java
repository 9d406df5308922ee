package dev.culvert.worker;

import dev.culvert.api.Activity;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/**
 * Starts the processes that cells start.
 *
 * <p>Hazard: a child that inherits our descriptors writes into the cell they belong to now. When a
 * thread of an earlier cell starts it, that is the wrong one, so such a child gets pipes of its
 * own, which the front reads for the thread's cell. Safe from any thread.
 */
final class Children {

  /** A process, with the number of the cell that started it, and the name of its program. */
  record Child(Process process, int cell, String program) {}

  private final Deque<Child> children = new ArrayDeque<>(); // oldest first; guarded by itself
  private final Attribution attribution;
  private final PipeMaker pipes;
  private final WorkerSurroundings surroundings;

  Children(Attribution attribution, PipeMaker pipes, WorkerSurroundings surroundings) {
    this.attribution = attribution;
    this.pipes = pipes;
    this.surroundings = surroundings;
  }

  Process start(ProcessBuilder builder) throws IOException {
    surroundings.giveTo(builder);
    CellRun cell = attribution.ofThread();
    boolean late = cell != null && cell != attribution.running();
    Process child = late && inherits(builder) ? startLate(cell, builder) : builder.start();
    started(child, cell, name(builder.command().get(0)));
    if (cell != null && cell.isStopped()) { // whoever stops its children may not have seen this one
      child.destroyForcibly();
      throw new CellStopped();
    }
    return child;
  }

  /**
   * Remembers who started a process.
   *
   * @param asked the program's name as it was given; what runs is not known when it has ended
   */
  private void started(Process child, CellRun cell, String asked) {
    String program = child.info().command().map(Children::name).orElse(asked);
    Child started = new Child(child, cell == null ? 0 : cell.number(), program);
    synchronized (children) {
      children.add(started);
      int ended = 0;
      for (Iterator<Child> newestFirst = children.descendingIterator(); newestFirst.hasNext(); ) {
        if (!newestFirst.next().process().isAlive() && ++ended > Activity.ENDED_KEPT) {
          newestFirst.remove();
        }
      }
    }
  }

  private static String name(String command) {
    return String.valueOf(Path.of(command).getFileName());
  }

  /** What cells started, oldest first. */
  List<Child> all() {
    synchronized (children) {
      return List.copyOf(children);
    }
  }

  private static boolean inherits(ProcessBuilder builder) {
    return builder.redirectOutput() == Redirect.INHERIT
        || builder.redirectError() == Redirect.INHERIT;
  }

  private Process startLate(CellRun cell, ProcessBuilder builder) throws IOException {
    Redirect out = builder.redirectOutput();
    Redirect err = builder.redirectError();
    try (PipeMaker.Late late = pipes.makeLate(cell)) {
      if (out == Redirect.INHERIT) {
        builder.redirectOutput(Redirect.appendTo(new File(late.pipes().out())));
      }
      if (err == Redirect.INHERIT) {
        builder.redirectError(Redirect.appendTo(new File(late.pipes().err())));
      }
      return builder.start();
    } finally {
      builder.redirectOutput(out).redirectError(err);
    }
  }
}
