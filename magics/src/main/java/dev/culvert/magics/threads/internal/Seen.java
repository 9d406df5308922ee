package dev.culvert.magics.threads.internal;

import java.util.List;

/**
 * A thread as it was at one moment.
 *
 * @param id of {@link Thread}
 * @param virtual whether it is a virtual thread
 * @param state as {@code BLOCKED}; empty where this JDK does not tell it
 * @param waitsFor the lock, as {@code java.lang.Object@1b2c3d}; null when it waits for none
 * @param holds the monitors and locks it holds, in the same form
 * @param stack innermost frame first
 */
record Seen(
    long id,
    String name,
    boolean virtual,
    String state,
    String waitsFor,
    List<String> holds,
    List<StackTraceElement> stack) {

  String title() {
    return (name.isEmpty() ? "(no name)" : name) + " #" + id;
  }
}
