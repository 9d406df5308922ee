package dev.culvert.magics.threads;

import dev.culvert.api.Displayable;
import dev.culvert.api.MimeBundle;
import java.util.List;

/**
 * Threads that wait for each other in a circle, at one moment.
 *
 * @param cycles each a circle: every thread waits for the next one, the last for the first
 */
public record Deadlocks(List<List<Waiting>> cycles) implements Displayable {

  /**
   * A thread in a circle.
   *
   * @param thread its name and id
   * @param where the cell and the method in which it waits
   * @param lock what it waits for, as {@code Account@1b2c3d}
   * @param owner the name and id of the thread that holds it
   * @param heldAt where the owner is now
   */
  public record Waiting(String thread, String where, String lock, String owner, String heldAt) {}

  public Deadlocks {
    cycles = cycles.stream().map(List::copyOf).toList();
  }

  @Override
  public MimeBundle toMimeBundle() {
    MimeBundle text = MimeBundle.text(toString());
    return cycles.isEmpty() ? text : text.with("image/svg+xml", DeadlockDrawing.svg(cycles));
  }

  @Override
  public String toString() {
    if (cycles.isEmpty()) {
      return "no deadlock: no threads wait for each other in a circle";
    }
    StringBuilder text = new StringBuilder();
    for (List<Waiting> cycle : cycles) {
      text.append("deadlock of ").append(cycle.size()).append(" threads:\n");
      for (Waiting each : cycle) {
        text.append("  ").append(each.thread()).append(", in ").append(each.where());
        text.append(", waits for ").append(each.lock());
        text.append(", which ").append(each.owner()).append(" holds\n");
      }
    }
    text.append("Fix: take the locks in the same order everywhere, or tryLock with a time.");
    return text.toString();
  }
}
