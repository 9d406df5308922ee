package dev.culvert.front.output;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;

/**
 * What the outputs of all cells of a kernel share: its limits, which the notebook may change at any
 * time, its pace, and the memory for what cells wrote. Thread safe.
 *
 * <p>Hazard: a cell tells of its growth while it is locked, so this never calls a cell from there;
 * {@code timer} does.
 */
public final class Outlet {

  private static final int IN_MEMORY = 32 << 20; // of all cells

  private final OutputOptions options;
  private final ScheduledExecutorService timer;
  private final SpillFolder folder;
  private final Pacer pacer = new Pacer();
  private final Map<CellOutput, Integer> inMemory = new LinkedHashMap<>(); // oldest first
  private int total; // bytes of inMemory
  private volatile long limit;
  private volatile boolean paced;
  private volatile boolean prefixed;

  public Outlet(OutputOptions options, ScheduledExecutorService timer) {
    this.options = options;
    this.timer = timer;
    folder = new SpillFolder(options.folder(), options.kept());
    limit = options.limit();
    paced = options.paced();
  }

  /** Bytes of one cell that are shown; {@link Size#NONE} for all. */
  public long limit() {
    return limit;
  }

  public void setLimit(long bytes) {
    limit = bytes;
  }

  /** Whether output keeps below what a Jupyter server lets through. */
  public boolean isPaced() {
    return paced;
  }

  public void setPaced(boolean value) {
    paced = value;
  }

  /** Whether lines are marked with who wrote them. */
  boolean isPrefixed() {
    return prefixed;
  }

  void setPrefixed(boolean value) {
    prefixed = value;
  }

  /** An idle was published: a Jupyter server counts from zero. */
  public void idle() {
    pacer.reset();
  }

  ScheduledExecutorService timer() {
    return timer;
  }

  /** As of {@link Pacer#delay}. */
  long delay(CellOutput cell, int size) {
    return pacer.delay(cell, size, System.nanoTime());
  }

  /** The record of a new cell; null where everything is shown at once, and nothing can be cut. */
  CellRecord newRecord(int cell) {
    return limit == Size.NONE && !paced ? null : new CellRecord(cell, folder, options.fileLimit());
  }

  /** A cell holds so many bytes now; when all hold too many, the oldest goes to its file. */
  synchronized void holds(CellOutput cell, int bytes) {
    Integer before = bytes == 0 ? inMemory.remove(cell) : inMemory.put(cell, bytes);
    total += bytes - (before == null ? 0 : before);
    if (total > IN_MEMORY) {
      CellOutput oldest = inMemory.keySet().iterator().next();
      total -= inMemory.remove(oldest);
      timer.execute(oldest::recordToFile);
    }
  }
}
