package dev.culvert.front.engine;

import java.util.List;

/**
 * Why a cell failed, as front ends show it.
 *
 * @param name short name, as {@code IllegalStateException}
 * @param message one line or more; empty for none
 * @param trace the lines that explain it; may hold ANSI colours
 */
public record CellError(String name, String message, List<String> trace) {

  public CellError {
    message = message == null ? "" : message;
    trace = List.copyOf(trace);
  }

  /** An error whose message says all there is to say. */
  public static CellError plain(String name, String message) {
    return new CellError(name, message, List.of(Ansi.bold(name) + ": " + message));
  }

  /** The compiler itself failed; unless the code is to blame, what it threw is logged. */
  public static CellError ofCompiler(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof StackOverflowError) {
        return plain(
            "CompileError",
            "this code is nested too deeply for the compiler. Keep parts of it in variables or"
                + " methods.");
      }
    }
    System.getLogger(CellError.class.getName())
        .log(System.Logger.Level.ERROR, "a cell made the compiler fail", thrown);
    return plain(
        "KernelError",
        "the compiler failed: " + thrown + ". Restart the kernel if cells fail from now on.");
  }
}
