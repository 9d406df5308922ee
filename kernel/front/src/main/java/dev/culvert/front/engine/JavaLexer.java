package dev.culvert.front.engine;

/**
 * Just enough of Java's lexical grammar to tell code from strings and comments.
 *
 * <p>Stateless. Positions are indices into the text.
 */
final class JavaLexer {

  private JavaLexer() {}

  /**
   * The end of what starts at {@code at}: behind a comment, a string, a text block or a character
   * literal, or else {@code at} itself. What is not closed ends with the text.
   */
  static int skip(String text, int at) {
    if (text.startsWith("//", at)) {
      int end = text.indexOf('\n', at);
      return end < 0 ? text.length() : end;
    }
    if (text.startsWith("/*", at)) {
      int end = text.indexOf("*/", at + 2);
      return end < 0 ? text.length() : end + 2;
    }
    if (text.startsWith("\"\"\"", at)) {
      return closing(text, at + 3, "\"\"\"", true);
    }
    char c = text.charAt(at);
    return c == '"' || c == '\'' ? closing(text, at + 1, String.valueOf(c), false) : at;
  }

  private static int closing(String text, int from, String quote, boolean manyLines) {
    int at = from;
    while (at < text.length()) {
      if (text.charAt(at) == '\\') {
        at += 2;
      } else if (text.startsWith(quote, at)) {
        return at + quote.length();
      } else if (!manyLines && text.charAt(at) == '\n') {
        return at; // not closed on its line: javac will say so
      } else {
        at++;
      }
    }
    return text.length();
  }

  static boolean isComment(String text, int at) {
    return text.startsWith("//", at) || text.startsWith("/*", at);
  }

  /** Behind the last character that is neither white space nor in a comment; 0 without any. */
  static int endOfCode(String text) {
    int end = 0;
    int at = 0;
    while (at < text.length()) {
      boolean comment = isComment(text, at);
      int behind = Math.max(skip(text, at), at + 1);
      if (!comment && !Character.isWhitespace(text.charAt(at))) {
        end = behind;
      }
      at = behind;
    }
    return Math.min(end, text.length());
  }

  /**
   * Whether no statement can end in this text: outside of strings it has neither semicolon, brace,
   * comment nor the backslash of a Unicode escape, and it has no line break.
   */
  static boolean isSimple(String text) {
    int at = 0;
    while (at < text.length()) {
      if (isComment(text, at) || ";{}\\\n\r".indexOf(text.charAt(at)) >= 0) {
        return false;
      }
      at = Math.max(skip(text, at), at + 1);
    }
    return !text.isEmpty();
  }

  /** The brace that closes the one at {@code open}; -1 when there is none. */
  static int matchingBrace(String text, int open) {
    int depth = 0;
    int at = open;
    while (at < text.length()) {
      int behind = skip(text, at);
      if (behind > at) {
        at = behind;
        continue;
      }
      char c = text.charAt(at);
      if (c == '{') {
        depth++;
      } else if (c == '}' && --depth == 0) {
        return at;
      }
      at++;
    }
    return -1;
  }
}
