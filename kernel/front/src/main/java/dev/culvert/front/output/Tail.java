package dev.culvert.front.output;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/** The last bytes of both streams of a cell, in order. Guarded by its {@link CellOutput}. */
final class Tail {

  /** Bytes of one stream. */
  record Part(StreamName stream, byte[] bytes) {}

  private final Deque<Part> parts = new ArrayDeque<>();
  private int capacity;
  private int size;

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
    long gone = length - kept;
    int from = offset + length - kept;
    if (kept > 0) {
      parts.add(new Part(stream, Arrays.copyOfRange(bytes, from, from + kept)));
      size += kept;
    }
    while (size > capacity) {
      Part oldest = parts.poll();
      int excess = Math.min(size - capacity, oldest.bytes.length);
      size -= excess;
      gone += excess;
      if (excess < oldest.bytes.length) {
        byte[] rest = Arrays.copyOfRange(oldest.bytes, excess, oldest.bytes.length);
        parts.addFirst(new Part(oldest.stream, rest));
      }
    }
    return gone;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** Takes all of it; what comes later has so much less room. */
  List<Part> take() {
    List<Part> taken = new ArrayList<>(parts);
    capacity -= size;
    size = 0;
    parts.clear();
    return taken;
  }
}
