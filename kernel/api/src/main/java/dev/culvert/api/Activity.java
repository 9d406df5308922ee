package dev.culvert.api;

import java.time.Duration;
import java.util.List;

/** What the cells of a notebook have running: threads and processes. Safe from any thread. */
public interface Activity {

  /**
   * The live platform threads that cells made, or that threads of theirs made, by cell. Virtual
   * threads are not among them.
   */
  List<RunningThread> threads();

  /**
   * The processes that cells started, those that live and the last {@value #ENDED_KEPT} that ended,
   * by cell; what they started in turn stands behind them.
   */
  List<RunningProcess> processes();

  /**
   * Whether a cell that leaves threads or processes behind says so at its end; at first it does
   * not.
   */
  boolean isNoticed();

  /** See {@link #isNoticed()}. */
  void setNoticed(boolean value);

  /** How many ended processes are remembered. */
  int ENDED_KEPT = 50;

  /**
   * A thread.
   *
   * @param thread itself
   * @param cell number of the cell that made it
   * @param maker what made it: {@code the cell}, or a method that a cell declared
   */
  record RunningThread(Thread thread, int cell, String maker) {}

  /**
   * A process.
   *
   * @param pid its id
   * @param cell number of the cell that started it, or its ancestor; 0 where no cell did
   * @param depth 0 for a child of the notebook's JVM, 1 for a grandchild
   * @param program name of the program alone: arguments may hold secrets
   * @param cpu the processor time it used; null when the system does not tell
   * @param exit its exit code, 128 more than the signal that ended it; null while it lives
   */
  record RunningProcess(
      long pid, int cell, int depth, String program, Duration cpu, Integer exit) {}
}
