package dev.culvert.magics.printopts.array;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A line that is being filled; full lines go to the buffer, without trailing blanks.
 *
 * <p>Widths are counted in code points, as Python counts them.
 */
final class Line {

  /** What Python takes for the end of a line. */
  private static final Pattern LINE_END =
      Pattern.compile("\r\n|[\n\r\u000b\f\u001c-\u001e\u0085\u2028\u2029]");

  private final StringBuilder out;
  private final int start;
  private final String indent;
  private final int width;

  /** Where the line begins in the buffer; it begins with the indent. */
  private int begin;

  /** How wide the line is, its indent included. */
  private int filled;

  /** Starts on a line whose first characters, as many as the indent has, are written already. */
  Line(StringBuilder out, String indent, int width) {
    this.out = out;
    this.start = out.length();
    this.indent = indent;
    this.width = width;
    begin();
  }

  private void begin() {
    begin = out.length();
    out.append(indent);
    filled = indent.length();
  }

  /** Adds text that may stand beyond the width. */
  void append(String text) {
    out.append(text);
    filled += length(text);
  }

  /** Adds a word, on a new line when this one is full; words of several lines keep their shape. */
  void word(String word) {
    List<String> lines = lines(word);
    if (lines.size() == 1) {
      breakBefore(length(word)); // with a line break at its end, if it has one
      append(word);
    } else {
      block(lines);
    }
  }

  /** Ends the last line; the first indent goes, for something stands in its place. */
  void end() {
    out.delete(start, start + indent.length());
  }

  private static List<String> lines(String word) {
    if (isPlain(word)) {
      return List.of(word);
    }
    List<String> lines = List.of(LINE_END.split(word, -1));
    int last = lines.size() - 1;
    return last > 0 && lines.get(last).isEmpty() ? lines.subList(0, last) : lines;
  }

  private static boolean isPlain(String word) {
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (c < ' ' || c >= '\u0085') {
        return false;
      }
    }
    return true;
  }

  private void block(List<String> lines) {
    int widest = 0;
    for (String line : lines) {
      widest = Math.max(widest, length(line));
    }
    boolean broken = breakBefore(widest);
    String inner = " ".repeat(broken ? 0 : filled - indent.length());
    append(lines.get(0));
    for (String line : lines.subList(1, lines.size())) {
      flush();
      append(inner);
      append(line);
    }
    append(" ".repeat(widest - length(lines.get(lines.size() - 1))));
  }

  /** A break would not help a line that is empty. */
  private boolean breakBefore(int more) {
    boolean full = filled > indent.length() && filled + more > width;
    if (full) {
      flush();
    }
    return full;
  }

  private void flush() {
    int end = out.length();
    while (end > begin && Character.isWhitespace(out.charAt(end - 1))) {
      end--;
    }
    out.setLength(end);
    out.append('\n');
    begin();
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
