package dev.culvert.magics.child;

import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A child process that was started by {@link Fork}. Usable from any thread.
 *
 * <p>Invariant: each captured stream has one pump thread that reads until the stream's end and
 * nothing else, so a child never stays blocked on a full pipe, whatever its consumer does.
 */
public final class Child {

  private final String program;
  private final Process process;
  private final long startNanos = System.nanoTime();
  private final List<LinePump> pumps = new ArrayList<>();
  private final Reasons reasons;
  private final CompletableFuture<Outcome> outcome; // of its task; the folder is gone by then
  private final LastLines errors = new LastLines();
  private volatile long endNanos; // set before the exit is seen by waitFor, 0 while running
  private volatile boolean timedOut;

  Child(
      String program,
      Process process,
      Duration timeout,
      Consumer<String> outLines,
      Consumer<String> errLines,
      Reasons reasons,
      Supplier<Outcome> atEnd) {
    this.program = program;
    this.process = process;
    this.reasons = reasons;
    if (outLines != null) {
      Object oneAtATime = new Object();
      pumps.add(pump("out", process.getInputStream(), outLines, oneAtATime));
      pumps.add(pump("err", process.getErrorStream(), errors.andThen(errLines), oneAtATime));
    }
    outcome = process.onExit().thenApply(ended -> atEnd.get());
    if (timeout != null) {
      process
          .onExit()
          .orTimeout(timeout.toNanos(), TimeUnit.NANOSECONDS)
          .whenComplete((ended, failure) -> killIfLate(failure));
    }
  }

  private LinePump pump(String stream, InputStream in, Consumer<String> lines, Object lock) {
    LinePump pump = new LinePump(in, lines, lock);
    pump.setName("child-" + process.pid() + "-" + stream);
    pump.setDaemon(true);
    pump.start();
    return pump;
  }

  private void killIfLate(Throwable failure) {
    // The child may end between the timeout and here: then it was not we who ended it.
    if (failure instanceof TimeoutException && process.isAlive()) {
      timedOut = true;
      kill();
    }
  }

  /** What it runs: a main class or a source file. */
  public String program() {
    return program;
  }

  /** Its process id. */
  public long pid() {
    return process.pid();
  }

  /** Whether it still runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** How long it has been running. */
  public Duration elapsed() {
    long end = endNanos;
    return Duration.ofNanos((end == 0 ? System.nanoTime() : end) - startNanos);
  }

  /**
   * Waits for its end and, when its lines are captured, until the consumer has had all that it
   * wrote. Lines of a grandchild that lives on come to the consumer later.
   *
   * @throws InterruptedException if this thread is interrupted; the child runs on
   * @throws IllegalStateException if a consumer of lines failed, with what it threw as the cause
   */
  public Exit waitFor() throws InterruptedException {
    int code = process.waitFor();
    if (endNanos == 0) {
      endNanos = System.nanoTime();
    }
    for (LinePump pump : pumps) {
      pump.awaitDrained();
    }
    for (LinePump pump : pumps) {
      pump.rethrow();
    }
    Outcome result = outcome.join();
    return new Exit(
        program,
        pid(),
        code,
        elapsed(),
        timedOut,
        reasons.of(code, result, errors.lines()),
        result.value());
  }

  /**
   * Kills it and all its descendants, at once and without asking. Descendants whose own parent has
   * already ended are no longer known as its descendants, and are not found. Harmless when it has
   * ended.
   */
  public void kill() {
    ProcessTree.kill(process.toHandle());
  }

  @Override
  public String toString() {
    return program + " (pid " + pid() + (isAlive() ? ", running)" : ", ended)");
  }
}
