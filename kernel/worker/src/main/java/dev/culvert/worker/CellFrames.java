package dev.culvert.worker;

/** Which frames of a stack are code of cells. Stateless. */
final class CellFrames {

  private static final String PREFIX = "REPL.$JShell$";
  private static final String BODY = "do_it$"; // its lambdas have it in their name
  private static final String CALL = PlainCall.class.getName();

  private CellFrames() {}

  static boolean isCode(StackTraceElement frame) {
    return frame.getClassName().startsWith(PREFIX) || isCall(frame);
  }

  /** Whether it is a cell that is one magic. */
  private static boolean isCall(StackTraceElement frame) {
    return frame.getClassName().equals(CALL);
  }

  /** Whether it is a statement of a cell, in no method that the user wrote. */
  static boolean isBody(StackTraceElement frame) {
    return isCall(frame) || isCode(frame) && frame.getMethodName().contains(BODY);
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
