package dev.culvert.front.output;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The last bytes of both streams of a cell, in order. Guarded by its {@link CellOutput}.
 *
 * <p>They stand in a ring of their greatest number, so a flood makes no garbage here.
 */
final class Tail {

  /** Bytes of one stream. */
  record Part(StreamName stream, byte[] bytes) {}

  /** How many bytes one stream has before the other one has some. */
  private record Run(StreamName stream, int length) {}

  private static final byte[] NONE = new byte[0];

  private byte[] ring = NONE; // while it holds something: thousands of cells are remembered
  private final Deque<Run> runs = new ArrayDeque<>(); // oldest first
  private int capacity;
  private int size;
  private int end; // where the next byte goes
  private boolean cut; // whether bytes had to go since the last were taken

  Tail(int capacity) {
    this.capacity = capacity;
  }

  /**
   * Adds bytes.
   *
   * @return how many older ones had to go, or of these
   */
  long add(StreamName stream, byte[] bytes, int offset, int length) {
    int kept = Math.min(length, capacity);
    int dropped = Math.max(0, size + kept - capacity);
    drop(dropped);
    if (kept > 0) {
      Run last = runs.peekLast();
      int before = last != null && last.stream == stream ? runs.removeLast().length : 0;
      runs.add(new Run(stream, before + kept));
      put(bytes, offset + length - kept, kept);
    }
    long gone = (long) dropped + length - kept;
    cut |= gone > 0;
    return gone;
  }

  /** Drops the oldest. */
  private void drop(int count) {
    size -= count;
    for (int rest = count; rest > 0; ) {
      Run oldest = runs.poll();
      if (oldest.length > rest) {
        runs.addFirst(new Run(oldest.stream, oldest.length - rest));
      }
      rest -= Math.min(rest, oldest.length);
    }
  }

  private void put(byte[] bytes, int offset, int length) {
    if (ring == NONE) {
      ring = new byte[capacity];
    }
    int first = Math.min(length, ring.length - end);
    System.arraycopy(bytes, offset, ring, end, first);
    System.arraycopy(bytes, offset + first, ring, 0, length - first);
    end = (end + length) % ring.length;
    size += length;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** Whether the first byte may stand in the middle of a line, or of a character. */
  boolean isCut() {
    return cut;
  }

  /** Takes all of it; what comes later has so much less room. */
  List<Part> take() {
    List<Part> taken = new ArrayList<>();
    int at = end < size ? end - size + ring.length : end - size;
    for (Run run : runs) {
      byte[] bytes = new byte[run.length];
      int first = Math.min(run.length, ring.length - at);
      System.arraycopy(ring, at, bytes, 0, first);
      System.arraycopy(ring, 0, bytes, first, run.length - first);
      at = (at + run.length) % ring.length;
      taken.add(new Part(run.stream, bytes));
    }
    capacity -= size;
    ring = NONE;
    end = 0;
    size = 0;
    cut = false;
    runs.clear();
    return taken;
  }
}
