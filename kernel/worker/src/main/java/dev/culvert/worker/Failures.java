package dev.culvert.worker;

import dev.culvert.api.UserError;
import dev.culvert.worker.wire.Failure;
import dev.culvert.worker.wire.Failure.Kind;
import dev.culvert.worker.wire.Failure.Thrown;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import jdk.jshell.spi.SPIResolutionException;

/** What the front needs to know of an exception. */
final class Failures {

  /** Deep recursions repeat themselves; what a person reads of them is the beginning. */
  private static final int MOST_FRAMES = 1_000;

  private Failures() {}

  static Failure of(Throwable thrown, CellRun cell) {
    if (thrown instanceof CellExit exit) {
      return new Failure(Kind.EXIT, "SystemExit", Integer.toString(exit.code()), List.of());
    }
    if (cell.isStopped() || thrown instanceof CellStopped) { // whatever else its end looks like
      return new Failure(Kind.INTERRUPTED, "Interrupted", "the cell was interrupted", List.of());
    }
    if (thrown instanceof SPIResolutionException unresolved) {
      String id = Integer.toString(unresolved.id());
      return new Failure(Kind.UNRESOLVED, "CompileError", id, List.of());
    }
    if (thrown instanceof UserError error) {
      return new Failure(Kind.USER_ERROR, error.name(), messageOf(thrown), List.of());
    }
    List<Thrown> chain = new ArrayList<>();
    collect(thrown, false, chain, Collections.newSetFromMap(new IdentityHashMap<>()));
    return new Failure(Kind.THROWN, shortName(thrown), messageOf(thrown), chain);
  }

  private static void collect(
      Throwable thrown, boolean suppressed, List<Thrown> chain, Set<Throwable> seen) {
    if (!seen.add(thrown)) {
      return; // a chain that bites its own tail
    }
    List<StackTraceElement> frames = List.of(thrown.getStackTrace());
    chain.add(
        new Thrown(
            thrown.getClass().getName(),
            messageOf(thrown),
            suppressed,
            frames.subList(0, Math.min(frames.size(), MOST_FRAMES))));
    for (Throwable other : thrown.getSuppressed()) {
      collect(other, true, chain, seen);
    }
    if (thrown.getCause() != null) {
      collect(thrown.getCause(), suppressed, chain, seen);
    }
  }

  /** The message, from code that is the user's and may itself throw. */
  private static String messageOf(Throwable thrown) {
    try {
      return thrown.getLocalizedMessage();
    } catch (RuntimeException | StackOverflowError e) {
      return "(its getMessage() threw " + e.getClass().getName() + ")";
    }
  }

  private static String shortName(Throwable thrown) {
    String name = thrown.getClass().getName();
    return name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')) + 1);
  }
}
