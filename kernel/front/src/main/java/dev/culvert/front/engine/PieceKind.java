package dev.culvert.front.engine;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells expressions from declarations by a snippet's first words, in microseconds; JShell's own
 * answer costs a compilation.
 *
 * <p>A wrong guess costs time, never a wrong result: what does not compile as guessed is given to
 * JShell as it is.
 */
final class PieceKind {

  private static final Set<String> DECLARES =
      Set.of(
          "import",
          "package",
          "class",
          "interface",
          "enum",
          "public",
          "protected",
          "private",
          "static",
          "final",
          "abstract",
          "sealed",
          "strictfp",
          "native",
          "transient",
          "volatile",
          "default",
          "module");
  private static final Set<String> STATES =
      Set.of(
          "for",
          "while",
          "do",
          "if",
          "switch",
          "try",
          "synchronized",
          "throw",
          "return",
          "assert",
          "break",
          "continue",
          "yield");
  private static final Set<String> EXPRESSES =
      Set.of("new", "this", "super", "true", "false", "null");

  private static final Pattern WORD = Pattern.compile("[\\p{L}_$][\\p{L}\\p{N}_$]*");
  private static final Pattern NAMED_TYPE =
      Pattern.compile("[\\p{L}_$][\\p{L}\\p{N}_$]*(\\s*\\.\\s*[\\p{L}_$][\\p{L}\\p{N}_$]*)*");
  private static final Pattern BRACKETS = Pattern.compile("(\\s*\\[\\s*\\])*\\s*");
  private static final Pattern ASSIGNS =
      Pattern.compile("\\s*(=(?!=)|\\+=|-=|\\*=|/=|%=|&=|\\|=|\\^=|<<=|>>=|>>>=)");

  private PieceKind() {}

  static Piece.Kind of(String source) {
    int start = firstCode(source);
    if (start == source.length()) {
      return Piece.Kind.STATEMENT;
    }
    char first = source.charAt(start);
    if (first == '@' || first == '<') {
      return Piece.Kind.DECLARATION;
    }
    if (first == '{' || first == ';') {
      return Piece.Kind.STATEMENT;
    }
    Matcher word = WORD.matcher(source).region(start, source.length());
    if (!word.lookingAt() || EXPRESSES.contains(word.group())) {
      return Piece.Kind.EXPRESSION;
    }
    if (DECLARES.contains(word.group())) {
      return Piece.Kind.DECLARATION;
    }
    if (STATES.contains(word.group())) {
      return Piece.Kind.STATEMENT;
    }
    return named(source, start);
  }

  private static Piece.Kind named(String source, int start) {
    Matcher type = NAMED_TYPE.matcher(source).region(start, source.length());
    if (!type.lookingAt() || type.group().matches(".*\\bnew")) { // outer.new Inner()
      return Piece.Kind.EXPRESSION;
    }
    int at = behindTypeArguments(source, type.end());
    Matcher brackets = BRACKETS.matcher(source).region(at, source.length());
    if (brackets.lookingAt()) {
      Matcher name = WORD.matcher(source).region(brackets.end(), source.length());
      if (name.lookingAt() && !name.group().equals("instanceof")) {
        return Piece.Kind.DECLARATION;
      }
    }
    return assigns(source, type.end()) ? Piece.Kind.ASSIGNMENT : Piece.Kind.EXPRESSION;
  }

  private static boolean assigns(String source, int behindName) {
    int at = behindName;
    while (at < source.length() && source.charAt(at) == '[') { // a[i] = ...
      int close = source.indexOf(']', at);
      at = close < 0 ? source.length() : close + 1;
    }
    return ASSIGNS.matcher(source).region(at, source.length()).lookingAt();
  }

  private static int behindTypeArguments(String source, int from) {
    int at = from;
    while (at < source.length() && Character.isWhitespace(source.charAt(at))) {
      at++;
    }
    if (at == source.length() || source.charAt(at) != '<') {
      return from;
    }
    int depth = 0;
    for (; at < source.length(); at++) {
      char c = source.charAt(at);
      if (c == '<') {
        depth++;
      } else if (c == '>') {
        if (--depth == 0) {
          return at + 1;
        }
      } else if (!Character.isJavaIdentifierPart(c) && " \t\r\n.,?[]&@".indexOf(c) < 0) {
        return from; // no type arguments: a comparison
      }
    }
    return from;
  }

  private static int firstCode(String source) {
    int at = 0;
    while (at < source.length()) {
      if (JavaLexer.isComment(source, at)) {
        at = JavaLexer.skip(source, at);
      } else if (Character.isWhitespace(source.charAt(at))) {
        at++;
      } else {
        return at;
      }
    }
    return at;
  }
}
