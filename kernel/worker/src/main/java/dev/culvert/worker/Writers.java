package dev.culvert.worker;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How many bytes each thread and each logger printed for each of the last cells. Guarded by {@link
 * Streams}.
 *
 * <p>A print in the same cell by the same thread as the one before costs an addition.
 */
final class Writers {

  private static final int CELLS = 500;
  private static final int WRITERS = 100; // of one cell by name; the others are one
  private static final String OTHERS = "(others)";

  /** A thread, or a logger. */
  private record Writer(boolean logger, String name) {}

  private final Map<Integer, Map<Writer, long[]>> cells =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Map<Writer, long[]>> eldest) {
          return size() > CELLS;
        }
      };

  private CellRun lastCell;
  private Thread lastThread;
  private String lastLogger;
  private long[] lastCount = new long[1];

  /**
   * @param cell whose print it is; null for none
   * @param logger that printed; null for none
   */
  void count(CellRun cell, String logger, int bytes) {
    Thread thread = Thread.currentThread();
    if (cell == null) {
      return;
    }
    if (cell != lastCell
        || thread != lastThread
        || logger != lastLogger) { // the same object, mostly
      lastCell = cell;
      lastThread = thread;
      lastLogger = logger;
      lastCount =
          countOf(cell, new Writer(logger != null, logger != null ? logger : thread.getName()));
    }
    lastCount[0] += bytes;
  }

  private long[] countOf(CellRun cell, Writer writer) {
    Map<Writer, long[]> writers =
        cells.computeIfAbsent(cell.number(), key -> new LinkedHashMap<>());
    boolean full = writers.size() >= WRITERS && !writers.containsKey(writer);
    return writers.computeIfAbsent(
        full ? new Writer(writer.logger, OTHERS) : writer, key -> new long[1]);
  }

  Map<String, Long> threadsOf(int cellNumber) {
    return of(cellNumber, false);
  }

  Map<String, Long> loggersOf(int cellNumber) {
    return of(cellNumber, true);
  }

  private Map<String, Long> of(int cellNumber, boolean loggers) {
    Map<String, Long> bytes = new LinkedHashMap<>();
    cells
        .getOrDefault(cellNumber, Map.of())
        .forEach(
            (writer, count) -> {
              if (writer.logger == loggers) {
                bytes.put(writer.name.isEmpty() ? "-" : writer.name, count[0]);
              }
            });
    return bytes;
  }
}
