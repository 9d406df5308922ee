package dev.culvert.worker;

import java.lang.StackWalker.StackFrame;
import java.lang.reflect.Method;
import java.util.Iterator;
import java.util.stream.Stream;

/**
 * Whose a thread's output is.
 *
 * <p>A thread that works for the running cell is right at once, without a look at its stack. Else
 * the newest counts of the cell it works for and the cells whose body is on its stack: a pool that
 * an old cell made runs what a newer one wrote. Without either it is the running cell, or the last
 * one; nothing is without a cell once there was one.
 *
 * <p>The body is what a cell runs itself: its statements, with the lambdas and local classes in
 * them. Methods and classes that a cell declares do not count, since any later cell may use them.
 * Invariant: each body is loaded by the cell that runs it, and by no other.
 *
 * <p>Any thread may ask; the cell thread alone says which cell runs.
 */
final class Attribution {

  private static final String BODY = "do_it$"; // JShell's method; its lambdas have it in their name
  private static final StackWalker WALKER =
      StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);
  private static final ClassValue<Boolean> DECLARED_IN_BODY =
      new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
          return isDeclaredInBody(type);
        }
      };

  private final SnippetLoader loader;
  private volatile CellRun running; // null between cells
  private volatile CellRun newest; // the running cell, or the last one; null before the first

  Attribution(SnippetLoader loader) {
    this.loader = loader;
  }

  void begin(CellRun cell) {
    newest = cell;
    running = cell;
  }

  void end() {
    running = null;
  }

  /** The running cell; null between cells. */
  CellRun running() {
    return running;
  }

  /** The cell of the calling thread; null before the first cell. */
  CellRun ofThread() {
    CellRun own = CellRun.ofThread();
    if (own != null && own == running) {
      return own;
    }
    CellRun body = WALKER.walk(this::newestBody);
    if (body == null) {
      return own == null ? newest : own;
    }
    return own == null || body.id() > own.id() ? body : own;
  }

  private CellRun newestBody(Stream<StackFrame> frames) {
    CellRun found = null;
    for (Iterator<StackFrame> each = frames.iterator(); each.hasNext(); ) {
      StackFrame frame = each.next();
      Class<?> type = frame.getDeclaringClass();
      CellRun cell = loader.cellOf(type);
      boolean newer = cell != null && (found == null || cell.id() > found.id());
      if (newer && isBody(type, frame.getMethodName())) {
        found = cell;
      }
    }
    return found;
  }

  private static boolean isBody(Class<?> type, String method) {
    return method.contains(BODY) || DECLARED_IN_BODY.get(type);
  }

  private static boolean isDeclaredInBody(Class<?> type) {
    Method method = type.getEnclosingMethod();
    if (method != null && method.getName().contains(BODY)) {
      return true;
    }
    Class<?> around = type.getEnclosingClass();
    return around != null && isDeclaredInBody(around);
  }
}
