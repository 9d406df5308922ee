package dev.culvert.magics.child;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/** The last lines of a stream. Written by its pump, read by any thread. */
final class LastLines implements Consumer<String> {

  private static final int MOST = 200;

  private final Deque<String> lines = new ArrayDeque<>(); // guarded by this

  @Override
  public synchronized void accept(String line) {
    if (lines.size() == MOST) {
      lines.removeFirst();
    }
    lines.addLast(line);
  }

  synchronized List<String> lines() {
    return List.copyOf(lines);
  }
}
