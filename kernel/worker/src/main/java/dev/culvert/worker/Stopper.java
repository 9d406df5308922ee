package dev.culvert.worker;

import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Stops a cell that the user interrupted, rung by rung: its flag, which the checks in its code see;
 * its hooks; its threads; its child processes; and when it runs on nevertheless, a word in the cell
 * on what holds it up. The last rung is the front's: a new worker.
 *
 * <p>Invariant: an interrupt is never lost. One that comes before the cell has begun, because the
 * front still compiles it, is kept until it begins.
 *
 * <p>Hazard: the cell may end while threads of it run on. So the checks stay switched on for a
 * while after the end; a thread that meets none until then runs on unstopped.
 *
 * <p>Owner threads: interrupts come on the wire's reader, beginnings on the cell thread; everything
 * that may take time happens on the thread {@code stopper}.
 */
final class Stopper {

  private static final long HOOKS_MILLIS = 200;
  private static final long ASK_AGAIN_MILLIS = 500;
  private static final long EXPLAIN_MILLIS = 1_000; // behind the one before
  private static final long CHECKED_MILLIS = 5_000;

  private final Thread cellThread;
  private final BlockingQueue<CellRun> stopped = new LinkedBlockingQueue<>();

  // Guarded by this, so that an interrupt never hits the cell behind the one it was meant for.
  private CellRun running; // null between cells
  private int latest; // the newest cell that was to be stopped

  Stopper(Thread cellThread) {
    this.cellThread = cellThread;
  }

  void start() {
    Thread thread = new Thread(null, this::loop, "stopper", 0, false);
    thread.setDaemon(true);
    thread.start();
  }

  /** Threads that end because their cell was stopped have nothing to report; others do. */
  static void hushThreads() {
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, thrown) -> {
          if (!(thrown instanceof CellStopped)) {
            System.err.print("Exception in thread \"" + thread.getName() + "\" ");
            thrown.printStackTrace();
          }
        });
  }

  /** A cell begins, and may have been interrupted before. */
  synchronized void begin(CellRun cell) {
    Thread.interrupted(); // by user code that is still about
    running = cell;
    if (latest == cell.id()) {
      stop(cell);
    }
  }

  /** The running cell ended. */
  synchronized void end(CellRun cell) {
    running = null;
    cell.end();
  }

  /** The user interrupts a cell; it may not have begun, or have ended. */
  synchronized void interrupt(int cellNumber) {
    latest = cellNumber;
    if (running != null && running.id() == cellNumber) {
      stop(running);
    }
  }

  private void stop(CellRun cell) {
    Agent.setStopping(true);
    if (cell.stop()) {
      stopped.add(cell);
    }
  }

  private void loop() {
    try {
      CellRun cell = stopped.take();
      while (true) {
        climb(cell);
        cell = stopped.poll(CHECKED_MILLIS, TimeUnit.MILLISECONDS);
        if (cell == null) {
          Agent.setStopping(false);
          cell = stopped.take();
          Agent.setStopping(true); // it may have been switched on between our two looks
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void climb(CellRun cell) throws InterruptedException {
    runHooks(cell);
    interruptThreads(cell);
    List<ProcessHandle> children = ChildProcesses.startedSince(cell.beginning());
    children.forEach(ProcessHandle::destroy);
    cell.awaitEnd(ASK_AGAIN_MILLIS);
    children.forEach(ProcessHandle::destroyForcibly);
    interruptThreads(cell); // for code that took the first one for something else
    if (!cell.awaitEnd(EXPLAIN_MILLIS)) {
      explain(cell);
      cell.awaitEnd();
    }
  }

  /** Hooks come first, since an interrupt closes channels; one that hangs must not hold us up. */
  private static void runHooks(CellRun cell) throws InterruptedException {
    if (cell.hasHooks()) {
      Thread hooks = new Thread(null, cell::runHooks, "interrupt-hooks", 0, false);
      hooks.setDaemon(true);
      hooks.start();
      hooks.join(HOOKS_MILLIS);
    }
  }

  /**
   * Interrupts the cell's thread, and what was started while the cell ran and runs code of cells.
   * Threads of libraries are left alone: a client's selector thread would not come back.
   */
  private void interruptThreads(CellRun cell) {
    interruptCellThread(cell);
    for (Map.Entry<Thread, StackTraceElement[]> each : Thread.getAllStackTraces().entrySet()) {
      Thread thread = each.getKey();
      if (thread != cellThread
          && cell.isContemporary(thread)
          && CellFrames.hasCode(each.getValue())) {
        thread.interrupt();
      }
    }
  }

  private synchronized void interruptCellThread(CellRun cell) {
    if (running == cell) {
      cellThread.interrupt();
    }
  }

  private void explain(CellRun cell) {
    cell.adoptThread(); // so that the words are shown in the cell
    System.err.print(StandstillReport.of(cellThread));
    System.err.flush();
  }
}
