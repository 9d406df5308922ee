package dev.culvert.worker;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.TimerTask;
import java.util.concurrent.Callable;
import java.util.concurrent.ForkJoinTask;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Tasks carry the cell that handed them over: cells call these methods around what they give to
 * executors, timers, futures and streams. The front weaves the calls in.
 *
 * <p>A lambda is wrapped, since nobody can tell it from its wrapper; an object of a class that a
 * cell declared stays itself and is marked ({@link Carrier}). Anything else stays as it is: whoever
 * made its class may look for that class again.
 *
 * <p>Public because cells must reach it; not meant for people.
 */
@SuppressWarnings("overloads") // only woven code calls, which names the types
public final class Tasks {

  /**
   * @param submitted whether the task was handed over, not only made: then the cell counts against
   *     that of any thread
   */
  private record Origin(CellRun cell, boolean submitted) {}

  /** What {@link #enter} found on this thread, newest last; {@link #NONE} for no cell. */
  private static final ThreadLocal<Deque<Object>> ENTERED =
      ThreadLocal.withInitial(ArrayDeque::new);

  private static final Object NONE = new Object();

  private Tasks() {}

  // ---- tasks of classes that cells declared ---------------------------------------------------

  /** At the end of a task's constructor: until it is handed over, it is its maker's. */
  public static void made(Object task) {
    CellRun cell = Agent.cell();
    if (cell != null && task instanceof Carrier carrier) {
      carrier.culvert$origin(new Origin(cell, false));
    }
  }

  /** At the start of a task's method; {@link #leave} follows on every way out. */
  public static void enter(Object task) {
    CellRun own = CellRun.ofThread();
    ENTERED.get().addLast(own == null ? NONE : own);
    if (task instanceof Carrier carrier
        && carrier.culvert$origin() instanceof Origin origin
        && !Agent.isCellThread()
        && (origin.submitted() || own == null || origin.cell().id() > own.id())) {
      origin.cell().enter();
    }
  }

  public static void leave() {
    Object before = ENTERED.get().removeLast();
    CellRun.leave(before == NONE ? null : (CellRun) before);
  }

  private static <T> T marked(T task) {
    CellRun cell = Agent.cell();
    if (cell != null && task instanceof Carrier carrier) {
      carrier.culvert$origin(new Origin(cell, true));
    }
    return task;
  }

  // ---- what is handed over --------------------------------------------------------------------

  public static TimerTask carry(TimerTask task) {
    return marked(task);
  }

  public static <T> ForkJoinTask<T> carry(ForkJoinTask<T> task) {
    return marked(task);
  }

  public static Runnable carry(Runnable task) {
    CellRun cell = cellFor(task);
    return cell == null ? marked(task) : new CarriedRunnable(cell, task);
  }

  public static <T> Callable<T> carry(Callable<T> task) {
    CellRun cell = cellFor(task);
    return cell == null ? marked(task) : new CarriedCallable<>(cell, task);
  }

  /** For {@code invokeAll} and {@code invokeAny}. */
  public static Collection<?> carry(Collection<?> tasks) {
    if (tasks == null) {
      return null;
    }
    List<Object> carried = new ArrayList<>(tasks.size());
    boolean changed = false;
    for (Object task : tasks) {
      Object one = task instanceof Callable<?> callable ? carry(callable) : marked(task);
      changed |= one != task;
      carried.add(one);
    }
    return changed ? carried : tasks;
  }

  public static <T> Supplier<T> carry(Supplier<T> task) {
    CellRun cell = cellFor(task);
    return cell == null ? marked(task) : () -> in(cell, task::get);
  }

  public static <T, R> Function<T, R> carry(Function<T, R> task) {
    CellRun cell = cellFor(task);
    return cell == null ? marked(task) : value -> in(cell, () -> task.apply(value));
  }

  public static <T, U, R> BiFunction<T, U, R> carry(BiFunction<T, U, R> task) {
    CellRun cell = cellFor(task);
    return cell == null ? marked(task) : (one, two) -> in(cell, () -> task.apply(one, two));
  }

  public static <T> Consumer<T> carry(Consumer<T> task) {
    CellRun cell = cellFor(task);
    return cell == null ? marked(task) : value -> run(cell, () -> task.accept(value));
  }

  public static <T, U> BiConsumer<T, U> carry(BiConsumer<T, U> task) {
    CellRun cell = cellFor(task);
    return cell == null ? marked(task) : (one, two) -> run(cell, () -> task.accept(one, two));
  }

  // ---- streams: run by the caller and, when parallel, by a pool that knows no cell -------------

  public static <T> Consumer<T> inStream(Consumer<T> task) {
    return callerKeepsItsCellRunning() ? task : carry(task);
  }

  public static <T, R> Function<T, R> inStream(Function<T, R> task) {
    return callerKeepsItsCellRunning() ? task : carry(task);
  }

  public static <T> Predicate<T> inStream(Predicate<T> task) {
    CellRun cell = callerKeepsItsCellRunning() ? null : cellFor(task);
    return cell == null ? task : value -> in(cell, () -> task.test(value));
  }

  public static IntConsumer inStream(IntConsumer task) {
    CellRun cell = callerKeepsItsCellRunning() ? null : cellFor(task);
    return cell == null ? task : value -> run(cell, () -> task.accept(value));
  }

  public static LongConsumer inStream(LongConsumer task) {
    CellRun cell = callerKeepsItsCellRunning() ? null : cellFor(task);
    return cell == null ? task : value -> run(cell, () -> task.accept(value));
  }

  public static DoubleConsumer inStream(DoubleConsumer task) {
    CellRun cell = callerKeepsItsCellRunning() ? null : cellFor(task);
    return cell == null ? task : value -> run(cell, () -> task.accept(value));
  }

  /**
   * On the cell thread the caller waits for the stream, so its cell runs meanwhile, and a pool
   * thread that knows no cell prints into the running one: nothing need be carried.
   */
  private static boolean callerKeepsItsCellRunning() {
    return Agent.isCellThread();
  }

  /** The cell to wrap the task with; null when it must stay itself. */
  private static CellRun cellFor(Object task) {
    boolean hasNoFace =
        task != null && (task.getClass().isHidden() || task.getClass().isSynthetic());
    return hasNoFace ? Agent.cell() : null;
  }

  private static void run(CellRun cell, Runnable task) {
    CellRun before = cell.enter();
    try {
      task.run();
    } finally {
      CellRun.leave(before);
    }
  }

  private static <T> T in(CellRun cell, Supplier<T> task) {
    CellRun before = cell.enter();
    try {
      return task.get();
    } finally {
      CellRun.leave(before);
    }
  }

  /** Equal to every other wrapper of its task, so that an executor can remove it from its queue. */
  private static final class CarriedRunnable implements Runnable {

    private final CellRun cell;
    private final Runnable task;

    CarriedRunnable(CellRun cell, Runnable task) {
      this.cell = cell;
      this.task = task;
    }

    @Override
    public void run() {
      Tasks.run(cell, task);
    }

    @Override
    public boolean equals(Object other) {
      return other == task || other instanceof CarriedRunnable same && same.task == task;
    }

    @Override
    public int hashCode() {
      return task.hashCode();
    }

    @Override
    public String toString() {
      return task.toString();
    }
  }

  private static final class CarriedCallable<T> implements Callable<T> {

    private final CellRun cell;
    private final Callable<T> task;

    CarriedCallable(CellRun cell, Callable<T> task) {
      this.cell = cell;
      this.task = task;
    }

    @Override
    public T call() throws Exception {
      CellRun before = cell.enter();
      try {
        return task.call();
      } finally {
        CellRun.leave(before);
      }
    }

    @Override
    public String toString() {
      return task.toString();
    }
  }
}
