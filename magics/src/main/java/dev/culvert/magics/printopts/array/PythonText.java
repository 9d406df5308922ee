package dev.culvert.magics.printopts.array;

/** Strings in quotes, as Python's {@code repr} writes them. */
final class PythonText {

  private PythonText() {}

  /** The text in single quotes; in double quotes when it holds a single quote and no double. */
  static String quote(String text) {
    char mark = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
    StringBuilder quoted = new StringBuilder(text.length() + 2).append(mark);
    text.codePoints().forEach(point -> append(quoted, point, mark));
    return quoted.append(mark).toString();
  }

  private static void append(StringBuilder quoted, int point, char mark) {
    switch (point) {
      case '\n' -> quoted.append("\\n");
      case '\r' -> quoted.append("\\r");
      case '\t' -> quoted.append("\\t");
      case '\\' -> quoted.append("\\\\");
      default -> {
        if (point == mark) {
          quoted.append('\\').append(mark);
        } else if (isPrintable(point)) {
          quoted.appendCodePoint(point);
        } else {
          quoted.append(escape(point));
        }
      }
    }
  }

  private static String escape(int point) {
    if (point < 0x100) {
      return "\\x%02x".formatted(point);
    }
    return point < 0x10000 ? "\\u%04x".formatted(point) : "\\U%08x".formatted(point);
  }

  private static boolean isPrintable(int point) {
    if (point == ' ') {
      return true;
    }
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SPACE_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
