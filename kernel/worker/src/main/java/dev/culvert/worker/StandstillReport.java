package dev.culvert.worker;

import dev.culvert.worker.wire.SnippetNames;
import java.lang.management.LockInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;

/**
 * Why an interrupted cell does not stop: where its thread is, and who holds the lock it waits for.
 * Only frames from the blocking one to the cell's own code are shown.
 */
final class StandstillReport {

  private static final int MOST_FRAMES = 40;

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final StringBuilder text = new StringBuilder();

  private StandstillReport() {}

  static String of(Thread cellThread) {
    StandstillReport report = new StandstillReport();
    report.write(cellThread.getId());
    return report.text.toString();
  }

  private void write(long cellThread) {
    ThreadInfo stuck = info(cellThread);
    if (stuck == null || stuck.getStackTrace().length == 0) {
      return; // it ended just now
    }
    text.append("The cell does not stop: ").append(reason(stuck)).append('\n');
    frames(stuck);
    ThreadInfo owner = stuck.getLockOwnerId() < 0 ? null : info(stuck.getLockOwnerId());
    if (owner != null) {
      text.append("Thread \"").append(owner.getThreadName()).append("\", which holds it:\n");
      frames(owner);
    }
    text.append("Interrupt once more to replace the worker. Its variables will be lost.\n");
  }

  private ThreadInfo info(long thread) {
    return threads.getThreadInfo(thread, Integer.MAX_VALUE);
  }

  private static String reason(ThreadInfo stuck) {
    LockInfo lock = stuck.getLockInfo();
    String frame = method(stuck.getStackTrace()[0]);
    if (lock == null) {
      return "it is in " + frame + ", which cannot be interrupted.";
    }
    String held =
        stuck.getLockOwnerName() == null
            ? ""
            : ", which thread \"" + stuck.getLockOwnerName() + "\" holds";
    return "it waits for " + SnippetNames.strip(lock.toString()) + held + ", in " + frame + ".";
  }

  /** Without modules, loaders and what JShell adds: lines of its snippets are not the cell's. */
  private static String shown(StackTraceElement frame) {
    return CellFrames.isCode(frame)
        ? method(frame)
        : new StackTraceElement(
                frame.getClassName(),
                frame.getMethodName(),
                frame.getFileName(),
                frame.getLineNumber())
            .toString();
  }

  private static String method(StackTraceElement frame) {
    if (CellFrames.isBody(frame)) {
      return "the cell";
    }
    String type = SnippetNames.strip(frame.getClassName());
    return CellFrames.isCode(frame) && type.equals(frame.getClassName())
        ? frame.getMethodName() // of no class, for the user
        : type + "." + frame.getMethodName();
  }

  private void frames(ThreadInfo thread) {
    StackTraceElement[] stack = thread.getStackTrace();
    int last = CellFrames.lastCode(stack);
    int shown = Math.min(last < 0 ? stack.length : last + 1, MOST_FRAMES);
    for (int i = 0; i < shown; i++) {
      text.append("    at ").append(shown(stack[i])).append('\n');
    }
  }
}
