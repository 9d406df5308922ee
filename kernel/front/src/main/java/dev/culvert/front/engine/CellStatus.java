package dev.culvert.front.engine;

import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;

/**
 * Whether a cell can be run as it stands. The caller holds JShell's lock.
 *
 * @param status {@code complete}, {@code incomplete} or {@code invalid}
 * @param indent indentation of the next line, when incomplete
 */
public record CellStatus(String status, String indent) {

  static final CellStatus COMPLETE = new CellStatus("complete", "");

  /** A cell magic's body ends with an empty line. */
  static CellStatus ofCellMagic(String code) {
    boolean ended = code.endsWith("\n\n") || !code.contains("\n");
    return new CellStatus(ended ? "complete" : "incomplete", "");
  }

  /**
   * @param java the cell with its magics as calls
   */
  static CellStatus of(SourceCodeAnalysis analysis, String java) {
    String rest = java;
    while (true) {
      CompletionInfo info = analysis.analyzeCompletion(rest);
      switch (info.completeness()) {
        case COMPLETE, COMPLETE_WITH_SEMI, EMPTY -> {
          if (info.remaining() == null || info.remaining().isBlank()) {
            return COMPLETE;
          }
          rest = info.remaining();
        }
        case DEFINITELY_INCOMPLETE, CONSIDERED_INCOMPLETE -> {
          return new CellStatus("incomplete", indent(java));
        }
        default -> {
          return new CellStatus("invalid", "");
        }
      }
    }
  }

  private static String indent(String code) {
    int depth = 0;
    int at = 0;
    while (at < code.length()) {
      int behind = JavaLexer.skip(code, at);
      if (behind > at) {
        at = behind;
        continue;
      }
      char c = code.charAt(at++);
      depth += c == '{' ? 1 : c == '}' ? -1 : 0;
    }
    return "    ".repeat(Math.max(0, depth));
  }
}
