package dev.culvert.api;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What became of the output of a notebook's cells. Safe from any thread. */
public interface Outputs {

  /** The cells that wrote something, oldest first. */
  List<Written> cells();

  /**
   * Sets how many bytes of one cell are shown, for all cells from now on.
   *
   * @param size as {@code 500kB}, {@code 10MB} or {@code none}
   * @return as it was understood
   * @throws UserError named {@code OutputError} when it is no size
   */
  String setLimit(String size);

  /** Sets whether output keeps below the rates that a Jupyter server lets through. */
  void setPaced(boolean value);

  /**
   * Sets whether each line is marked with who wrote it: a thread, a logger, or a child process.
   * Holds for all cells, from the next byte on.
   */
  void setPrefixed(boolean value);

  /**
   * Writes all that a cell wrote to a file, which is replaced.
   *
   * @param cell its number; 0 for the last one that wrote something and has ended
   * @return how many bytes
   * @throws UserError named {@code OutputError} when there is no such cell, nothing of it was kept,
   *     or the file cannot be written
   */
  long save(int cell, Path file);

  /**
   * Begins to hold back what the calling thread's cell puts out: by any of its threads, children
   * and loggers. What it put out before is shown before.
   *
   * @param kinds what to hold back; the rest is shown
   */
  Capture capture(Set<Kind> kinds);

  /** What a cell puts out. */
  enum Kind {
    STDOUT,
    STDERR,
    DISPLAY
  }

  /** Output that is held back. One that is begun within another takes its part. */
  interface Capture extends AutoCloseable {

    /**
     * Ends it, with all that came before this call.
     *
     * @throws UserError named {@code OutputError} when it was more than the front holds (32 MB),
     *     and was shown instead
     */
    Captured end();

    /** Ends it, and shows what came after all; nothing after {@link #end}. */
    @Override
    void close();
  }

  /**
   * What one cell wrote.
   *
   * @param cell its number
   * @param stdout bytes
   * @param stderr bytes
   * @param late bytes of these that came when the cell had ended
   * @param leftOut bytes of these that are not shown
   * @param file where all of it stands; empty when that is in memory alone
   * @param byThread bytes that Java threads printed, by the thread's name, without those of
   *     loggers; the rest came from child processes, native code or {@code FileDescriptor.out}
   * @param byLogger bytes that loggers printed, by the logger's name, where {@code %log} shows them
   */
  record Written(
      int cell,
      long stdout,
      long stderr,
      long late,
      long leftOut,
      String file,
      Map<String, Long> byThread,
      Map<String, Long> byLogger) {}
}
