package dev.culvert.worker;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How many bytes each thread printed for each of the last cells. Guarded by {@link Streams}.
 *
 * <p>A print in the same cell by the same thread as the one before costs an addition.
 */
final class Writers {

  private static final int CELLS = 500;
  private static final int THREADS = 100; // of one cell by name; the others are one
  private static final String OTHERS = "(others)";

  private final Map<Integer, Map<String, long[]>> cells =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Map<String, long[]>> eldest) {
          return size() > CELLS;
        }
      };

  private CellRun lastCell;
  private Thread lastThread;
  private long[] lastCount = new long[1];

  /**
   * @param cell whose print it is; null for none
   */
  void count(CellRun cell, int bytes) {
    Thread thread = Thread.currentThread();
    if (cell == null) {
      return;
    }
    if (cell != lastCell || thread != lastThread) {
      lastCell = cell;
      lastThread = thread;
      lastCount = countOf(cell, thread);
    }
    lastCount[0] += bytes;
  }

  private long[] countOf(CellRun cell, Thread thread) {
    Map<String, long[]> threads =
        cells.computeIfAbsent(cell.number(), key -> new LinkedHashMap<>());
    String name = thread.getName();
    boolean full = threads.size() >= THREADS && !threads.containsKey(name);
    return threads.computeIfAbsent(full ? OTHERS : name, key -> new long[1]);
  }

  Map<String, Long> of(int cellNumber) {
    Map<String, Long> bytes = new LinkedHashMap<>();
    cells
        .getOrDefault(cellNumber, Map.of())
        .forEach((thread, count) -> bytes.put(thread.isEmpty() ? "-" : thread, count[0]));
    return bytes;
  }
}
