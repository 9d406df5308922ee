package dev.culvert.magics.child;

import java.util.List;

/** A process and all below it. */
public final class ProcessTree {

  private ProcessTree() {}

  /**
   * Kills a process and its descendants at once.
   *
   * <p>Hazard: a process is killed only after its descendants were written down, since they lose
   * their parent with it. A child born between the two is missed; its own parent's turn comes
   * first, so that this takes a process that is forking at that very moment.
   */
  public static void kill(ProcessHandle root) {
    List<ProcessHandle> descendants = root.descendants().toList();
    root.destroyForcibly();
    descendants.forEach(ProcessTree::kill);
  }
}
