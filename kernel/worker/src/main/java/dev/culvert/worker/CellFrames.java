package dev.culvert.worker;

/** Which frames of a stack are code of cells. Stateless. */
final class CellFrames {

  private static final String PREFIX = "REPL.$JShell$";
  private static final String BODY = "do_it$"; // its lambdas have it in their name

  private CellFrames() {}

  static boolean isCode(StackTraceElement frame) {
    return frame.getClassName().startsWith(PREFIX);
  }

  /** Whether it is a statement of a cell, in no method that the user wrote. */
  static boolean isBody(StackTraceElement frame) {
    return isCode(frame) && frame.getMethodName().contains(BODY);
  }

  static boolean hasCode(StackTraceElement[] stack) {
    return lastCode(stack) >= 0;
  }

  /** Index of the outermost frame that is code of a cell; -1 for none. */
  static int lastCode(StackTraceElement[] stack) {
    int last = stack.length - 1;
    while (last >= 0 && !isCode(stack[last])) {
      last--;
    }
    return last;
  }
}
