package dev.culvert.worker;

/**
 * Memory that is kept back for when a cell has used up all the rest, so that it can be told, and
 * the next cell can let go of what fills it.
 *
 * <p>Any thread may release it; the cell thread refills it at the end of each cell. Hazard: other
 * threads may use what was released first. The worker ends then, and says why.
 */
final class MemoryReserve {

  private static final int BYTES = 2 << 20; // an error and its trace, some classes, the next cell

  private volatile byte[] kept = new byte[BYTES];

  void release() {
    kept = null;
  }

  /** Not out of the last that there is: the next cell needs some, to let go of the rest. */
  void refill() {
    if (kept == null) {
      try {
        kept = new byte[2 * BYTES];
        kept = new byte[BYTES]; // beside the other one
      } catch (OutOfMemoryError e) {
        kept = null; // what fills the memory is still in use: tried again behind the next cell
      }
    }
  }
}
