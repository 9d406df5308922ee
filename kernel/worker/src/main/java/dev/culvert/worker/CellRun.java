package dev.culvert.worker;

import dev.culvert.api.Cell;
import dev.culvert.api.Scoped;
import dev.culvert.worker.wire.Begin;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * A cell in the worker: what belongs to one execution, for as long as any thread remembers it.
 *
 * <p>Every thread inherits the cell it was made in ({@link #ofThread}), so a thread that outlives
 * its cell still knows whose it is. Owner threads: {@code result} and {@code scopes} belong to the
 * cell thread; the rest is safe from any.
 */
final class CellRun implements Cell {

  private static final InheritableThreadLocal<CellRun> INHERITED = new InheritableThreadLocal<>();

  private final int number;
  private final List<Begin.Magic> magics;
  private final Deque<Runnable> interruptHooks = new ArrayDeque<>(); // newest first; own lock
  private final Deque<Scoped> scopes = new ArrayDeque<>(); // entered and not yet left
  private Object result;
  private boolean hasResult;
  private volatile boolean stopped;

  CellRun(int number, List<Begin.Magic> magics) {
    this.number = number;
    this.magics = magics;
  }

  /** The cell that this thread, or the thread that made it, was made in; null for none. */
  static CellRun ofThread() {
    return INHERITED.get();
  }

  /** Makes this the cell of the calling thread and of all threads it makes from now on. */
  void adoptThread() {
    INHERITED.set(this);
  }

  /** As {@link #adoptThread}, for a while; gives {@link #leave} the cell before, or null. */
  CellRun enter() {
    CellRun before = INHERITED.get();
    INHERITED.set(this);
    return before;
  }

  static void leave(CellRun before) {
    if (before == null) {
      INHERITED.remove();
    } else {
      INHERITED.set(before);
    }
  }

  @Override
  public int number() {
    return number;
  }

  Begin.Magic magic(int index) {
    return magics.get(index);
  }

  /** A console that a call of {@code printf} returned is no result. */
  void setResult(Object value) {
    result = value;
    hasResult = value != null && !(value instanceof CellConsole);
  }

  boolean hasResult() {
    return hasResult;
  }

  /** The value of the last expression; forgotten here, so that the cell does not keep it alive. */
  Object takeResult() {
    Object taken = result;
    result = null;
    hasResult = false;
    return taken;
  }

  Deque<Scoped> scopes() {
    return scopes;
  }

  boolean isStopped() {
    return stopped;
  }

  /** Marks the cell as interrupted and runs its hooks, newest first. */
  void stop() {
    stopped = true;
    List<Runnable> hooks;
    synchronized (interruptHooks) {
      hooks = List.copyOf(interruptHooks);
    }
    for (Runnable hook : hooks) {
      try {
        hook.run();
      } catch (RuntimeException e) {
        System.getLogger(CellRun.class.getName())
            .log(System.Logger.Level.WARNING, "an interrupt hook of cell " + number + " failed", e);
      }
    }
  }

  @Override
  public Registration onInterrupt(Runnable hook) {
    synchronized (interruptHooks) {
      interruptHooks.push(hook);
    }
    if (stopped) { // interrupted between the caller's start and now: the hook must not be missed
      hook.run();
    }
    return () -> {
      synchronized (interruptHooks) {
        interruptHooks.remove(hook);
      }
    };
  }
}
