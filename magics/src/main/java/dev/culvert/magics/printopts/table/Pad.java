package dev.culvert.magics.printopts.table;

import dev.culvert.magics.printopts.table.TableStyle.Justify;
import dev.culvert.magics.printopts.table.TableStyle.TextWidth;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Blanks beside texts.
 *
 * @param measure what counts as the width of a text
 */
record Pad(TextWidth measure) {

  int width(String text) {
    return switch (measure) {
      case CODE_POINTS -> codePoints(text);
      case EAST_ASIAN -> codePoints(text) + count(text, EastAsianWidth::isWide);
      case EAST_ASIAN_AMBIGUOUS_WIDE ->
          codePoints(text)
              + count(text, EastAsianWidth::isWide)
              + count(text, EastAsianWidth::isAmbiguous);
    };
  }

  private static int codePoints(String text) {
    return text.codePointCount(0, text.length());
  }

  private static int count(String text, IntPredicate test) {
    return (int) text.codePoints().filter(test).count();
  }

  int widest(List<String> texts) {
    int widest = 0;
    for (String text : texts) {
      widest = Math.max(widest, width(text));
    }
    return widest;
  }

  String justify(String text, int width, Justify where) {
    int missing = width - width(text);
    if (missing <= 0) {
      return text;
    }
    int before =
        switch (where) {
          case LEFT -> 0;
          case CENTER -> missing / 2 + (missing & (codePoints(text) + missing) & 1);
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
  List<String> equal(List<String> texts, Justify where, int least, Integer most) {
    if (texts.isEmpty()) {
      return texts;
    }
    int width = common(texts, least, most);
    return texts.stream().map(text -> justify(cut(text, width), width, where)).toList();
  }

  /**
   * The width to which {@link #equal} brings texts; what it cut may be wider in East Asian text.
   */
  int common(List<String> texts, int least, Integer most) {
    int widest = Math.max(least, widest(texts));
    return most == null ? widest : Math.min(widest, most);
  }

  private String cut(String text, int width) {
    if (width(text) <= width) {
      return text;
    }
    int kept = Math.max(width - 3, 0); // counted in code points whatever they measure, as in pandas
    return text.substring(0, text.offsetByCodePoints(0, Math.min(kept, codePoints(text))))
        + "...".substring(0, width - kept);
  }

  /**
   * Puts columns of equal height side by side. All but the last are filled with blanks up to their
   * width; the last, as in pandas, to as many columns as it has code points.
   */
  String beside(List<List<String>> columns, int space) {
    List<StringBuilder> lines = new ArrayList<>();
    columns.get(0).forEach(text -> lines.add(new StringBuilder()));
    int last = columns.size() - 1;
    for (int c = 0; c <= last; c++) {
      List<String> column = columns.get(c);
      int width =
          c == last
              ? column.stream().mapToInt(Pad::codePoints).max().orElse(0)
              : widest(column) + space;
      for (int row = 0; row < lines.size(); row++) {
        lines.get(row).append(justify(column.get(row), width, Justify.LEFT));
      }
    }
    return String.join("\n", lines);
  }
}
