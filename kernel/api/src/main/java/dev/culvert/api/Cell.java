package dev.culvert.api;

/**
 * One execute request, while it runs.
 *
 * <p>A cell is a value that is passed along, never a field that is swapped: work that outlives its
 * cell keeps the cell it was started in.
 */
public interface Cell {

  /** The execution count the front end shows, from 1. */
  int number();

  /**
   * Registers what must happen when the user interrupts this cell, before its thread is
   * interrupted: cancel a statement, close a channel. Hooks run newest first, on a thread of the
   * worker; an exception in one does not keep the others from running.
   *
   * @return closes the registration; closing twice is harmless
   */
  Registration onInterrupt(Runnable hook);

  /**
   * Does work for this cell on the calling thread: what it prints and displays is shown in this
   * cell, and threads that it starts are this cell's. Also when the cell has ended. A place without
   * cells just does it.
   */
  default void run(Runnable work) {
    work.run();
  }

  /**
   * Does work on the calling thread, for this cell as of {@link #run}; what it prints is a
   * logger's, where output is told apart by who wrote it.
   *
   * @param logger its name
   */
  default void runAsLogger(String logger, Runnable work) {
    run(work);
  }

  /** A registration that can be taken back. */
  interface Registration extends AutoCloseable {
    @Override
    void close();
  }
}
