package dev.culvert.front.engine;

import java.util.Optional;

/**
 * One snippet of a cell.
 *
 * @param source its text, complete with the semicolon it may have lacked
 * @param offset where it starts in the cell's Java text
 */
record Piece(String source, int offset) {

  /** What a piece is, as far as its first words tell. */
  enum Kind {
    DECLARATION,
    STATEMENT,
    ASSIGNMENT,
    EXPRESSION
  }

  /**
   * The text as the only piece of its cell, if it stands in one line, has at most one semicolon,
   * behind it, and starts like an expression.
   */
  static Optional<Piece> loneExpression(String java) {
    int start = 0;
    while (start < java.length() && Character.isWhitespace(java.charAt(start))) {
      start++;
    }
    Piece piece = new Piece(java.strip(), start);
    return JavaLexer.isSimple(piece.expression()) && piece.kind() == Kind.EXPRESSION
        ? Optional.of(piece)
        : Optional.empty();
  }

  Kind kind() {
    return PieceKind.of(source);
  }

  /** The variable that the text declares with a value; empty without one. */
  String declaredVariable() {
    int end = kind() == Kind.DECLARATION ? source.indexOf('=') : -1;
    if (end < 0) {
      return "";
    }
    String before = source.substring(0, end).stripTrailing();
    int start = before.length();
    while (start > 0 && Character.isJavaIdentifierPart(before.charAt(start - 1))) {
      start--;
    }
    return before.substring(start);
  }

  /** The text without its closing semicolon and what stands behind that. */
  String expression() {
    int end = JavaLexer.endOfCode(source);
    return end > 0 && source.charAt(end - 1) == ';' ? source.substring(0, end - 1) : source;
  }

  /** The text as a statement. */
  String statement() {
    return kind() == Kind.EXPRESSION ? closed(expression(), ";") : source;
  }

  /** Puts something behind code, also where that ends in a comment. */
  static String closed(String code, String end) {
    boolean mayEndInComment = code.indexOf("//", code.lastIndexOf('\n') + 1) >= 0;
    return mayEndInComment ? code + "\n" + end : code + end;
  }
}
