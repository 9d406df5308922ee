package dev.culvert.magics.printopts.table;

import dev.culvert.magics.printopts.table.TableStyle.Justify;
import java.util.ArrayList;
import java.util.List;

/** Widths and blanks; a character is a code point, as in Python. */
final class Pad {

  private Pad() {}

  static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  static int widest(List<String> texts) {
    return texts.stream().mapToInt(Pad::length).max().orElse(0);
  }

  static String justify(String text, int width, Justify where) {
    int missing = width - length(text);
    if (missing <= 0) {
      return text;
    }
    int before =
        switch (where) {
          case LEFT -> 0;
          case CENTER -> missing / 2 + (missing & width & 1);
          case RIGHT -> missing;
        };
    return " ".repeat(before) + text + " ".repeat(missing - before);
  }

  /**
   * Brings texts to one width.
   *
   * @param least at least this wide
   * @param most wider texts are cut, with dots at the end; null cuts nothing
   */
  static List<String> equal(List<String> texts, Justify where, int least, Integer most) {
    if (texts.isEmpty()) {
      return texts;
    }
    int widest = Math.max(least, widest(texts));
    int width = most == null ? widest : Math.min(widest, most);
    return texts.stream().map(text -> justify(cut(text, width), width, where)).toList();
  }

  private static String cut(String text, int width) {
    if (length(text) <= width) {
      return text;
    }
    int kept = Math.max(width - 3, 0);
    return text.substring(0, text.offsetByCodePoints(0, kept)) + "...".substring(0, width - kept);
  }

  /** Puts columns of equal height side by side; all but the last are filled with blanks. */
  static String beside(List<List<String>> columns, int space) {
    List<StringBuilder> lines = new ArrayList<>();
    columns.get(0).forEach(text -> lines.add(new StringBuilder()));
    int last = columns.size() - 1;
    for (int c = 0; c <= last; c++) {
      List<String> column = columns.get(c);
      int width = widest(column) + (c == last ? 0 : space);
      for (int row = 0; row < lines.size(); row++) {
        lines.get(row).append(justify(column.get(row), width, Justify.LEFT));
      }
    }
    return String.join("\n", lines);
  }
}
