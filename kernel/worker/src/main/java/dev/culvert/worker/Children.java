package dev.culvert.worker;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;

/**
 * Starts the processes that cells start.
 *
 * <p>Hazard: a child that inherits our descriptors writes into the cell they belong to now. When a
 * thread of an earlier cell starts it, that is the wrong one, so such a child gets pipes of its
 * own, which the front reads for the thread's cell. Safe from any thread.
 */
final class Children {

  private final Attribution attribution;
  private final PipeMaker pipes;

  Children(Attribution attribution, PipeMaker pipes) {
    this.attribution = attribution;
    this.pipes = pipes;
  }

  Process start(ProcessBuilder builder) throws IOException {
    CellRun cell = attribution.ofThread();
    boolean late = cell != null && cell != attribution.running();
    Process child = late && inherits(builder) ? startLate(cell, builder) : builder.start();
    if (cell != null && cell.isStopped()) { // whoever stops its children may not have seen this one
      child.destroyForcibly();
      throw new CellStopped();
    }
    return child;
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
