package dev.culvert.worker;

import dev.culvert.api.Cell;
import dev.culvert.api.Scoped;
import dev.culvert.worker.wire.Begin;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A cell in the worker: what belongs to one execution, for as long as any thread remembers it.
 *
 * <p>Every thread inherits the cell it was made in ({@link #ofThread}), so a thread that outlives
 * its cell still knows whose it is. Owner threads: {@code result} and {@code scopes} belong to the
 * cell thread; the rest is safe from any.
 */
final class CellRun implements Cell {

  private static final InheritableThreadLocal<CellRun> INHERITED =
      new InheritableThreadLocal<>() {
        @Override
        protected CellRun childValue(CellRun parent) { // runs in the constructor of each thread
          if (parent != null) {
            parent.births.add(parent);
          }
          return parent;
        }
      };

  /** The logger that the thread prints for; null for none. */
  private static final ThreadLocal<String> LOGGER = new ThreadLocal<>();

  private final int id;
  private final int number;
  private final List<Begin.Magic> magics;
  private final ThreadBirths births;
  private final Deque<Runnable> interruptHooks = new ArrayDeque<>(); // newest first; own lock
  private final Deque<Scoped> scopes = new ArrayDeque<>(); // entered and not yet left
  private final CountDownLatch ended = new CountDownLatch(1);
  private final long beginning = System.nanoTime();
  private final long firstThread = nextThread(); // ids grow: those below are older
  private volatile long lastThread = Long.MAX_VALUE; // those above were made after its end
  private Object result;
  private boolean hasResult;
  private volatile String latestDisplay; // null before the first
  private volatile boolean stopped;

  CellRun(int id, int number, List<Begin.Magic> magics, ThreadBirths births) {
    this.births = births;
    this.id = id;
    this.number = number;
    this.magics = magics;
  }

  /** The id of a thread that is made and inherits nothing, so that no birth is noted. */
  private static long nextThread() {
    return new Thread(null, null, "", 0, false).getId();
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

  /** What front and worker know it by: unlike the number, never the same twice. */
  int id() {
    return id;
  }

  @Override
  public void run(Runnable work) {
    if (ofThread() == this) {
      work.run(); // as it is for nearly every line that is logged
      return;
    }
    CellRun before = enter();
    try {
      work.run();
    } finally {
      leave(before);
    }
  }

  @Override
  public void runAsLogger(String logger, Runnable work) {
    String before = LOGGER.get();
    LOGGER.set(logger);
    try {
      run(work);
    } finally {
      LOGGER.set(before);
    }
  }

  /** The logger that the calling thread prints for; null for none. */
  static String loggerOfThread() {
    return LOGGER.get();
  }

  @Override
  public int number() {
    return number;
  }

  Begin.Magic magic(int index) {
    return magics.get(index);
  }

  /** Remembers the id that the latest call of {@code display} returns. */
  void showed(String displayId) {
    latestDisplay = displayId;
  }

  /** What calls of {@code printf} and {@code display} return for further calls is no result. */
  void setResult(Object value) {
    result = value;
    hasResult = value != null && !(value instanceof CellConsole) && value != latestDisplay;
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

  /**
   * Marks the cell as interrupted.
   *
   * @return whether it was not before
   */
  synchronized boolean stop() {
    boolean first = !stopped;
    stopped = true;
    return first;
  }

  /** When it began, as of {@link System#nanoTime}. */
  long beginning() {
    return beginning;
  }

  /** Whether the thread was made while the cell ran, by it or by a thread of earlier cells. */
  boolean isContemporary(Thread thread) {
    return thread.getId() > firstThread && thread.getId() < lastThread;
  }

  void end() {
    lastThread = nextThread();
    ended.countDown();
  }

  void awaitEnd() throws InterruptedException {
    ended.await();
  }

  /** Whether the cell ends within this time. */
  boolean awaitEnd(long millis) throws InterruptedException {
    return ended.await(millis, TimeUnit.MILLISECONDS);
  }

  boolean hasHooks() {
    synchronized (interruptHooks) {
      return !interruptHooks.isEmpty();
    }
  }

  /** Runs what wants to know of the interrupt, newest first. */
  void runHooks() {
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
