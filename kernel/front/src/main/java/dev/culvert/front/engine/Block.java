package dev.culvert.front.engine;

import java.util.ArrayList;
import java.util.List;

/**
 * Code that declares nothing, as a class with a method for each piece: an interface, which has no
 * constructor to be compiled.
 *
 * <p>Invariant: a line of the class is the line of the cell with the same number, so that a trace
 * needs no map. All that comes before the code stands in the first line.
 *
 * @param className its name; JShell's own begin likewise, so that one rule tells code of cells
 * @param methods the pieces' methods, in the order in which they run
 * @param yields whether the last method returns a value, which is the cell's
 * @param source the class as Java
 */
record Block(String className, List<String> methods, boolean yields, String source) {

  /** Where JShell has its classes: code in this package may use what they do not make public. */
  static final String PACKAGE = "REPL";

  private static final String PREFIX = PACKAGE + ".$JShell$B"; // JShell's go on with a digit
  private static final String METHOD = "do_it$"; // as JShell's

  /** Puts pieces into a class; used once, by one thread. */
  static final class Builder {

    private final String className;
    private final StringBuilder source = new StringBuilder();
    private final List<String> methods = new ArrayList<>();
    private int line = 1;
    private boolean yields;

    /**
     * @param serial never the same twice
     * @param imports import declarations, in one line
     */
    Builder(int serial, String imports) {
      className = PREFIX + serial;
      String simpleName = className.substring(PACKAGE.length() + 1);
      source.append("package " + PACKAGE + "; ").append(imports);
      source.append("public interface ").append(simpleName).append(" {");
    }

    /**
     * Adds statements.
     *
     * @param cellLine the line in which they start
     * @return false when that line is behind us; nothing was added then
     */
    boolean add(String statements, int cellLine) {
      return add("void", statements, cellLine);
    }

    /** Adds an expression, whose value is the cell's; likewise. */
    boolean addResult(String expression, int cellLine) {
      yields = add("Object", "return " + Piece.closed(expression, ";"), cellLine);
      return yields;
    }

    private boolean add(String type, String code, int cellLine) {
      if (cellLine < line) {
        return false;
      }
      String method = methods.isEmpty() ? METHOD : METHOD + methods.size();
      methods.add(method);
      append(" public static " + type + " " + method + "() throws Throwable { ");
      append("\n".repeat(cellLine - line));
      append(Piece.closed(code, " }"));
      return true;
    }

    private void append(String text) {
      source.append(text);
      line += (int) text.chars().filter(c -> c == '\n').count();
    }

    Block build() {
      return new Block(className, List.copyOf(methods), yields, source + "\n}");
    }
  }
}
