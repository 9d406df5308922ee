package dev.culvert.magics.printopts.array;

import java.util.List;

/**
 * A line that is being filled; full lines go to the buffer, without trailing blanks.
 *
 * <p>Widths are counted in code points, as Python counts them.
 */
final class Line {

  private final StringBuilder out;
  private final String indent;
  private final int width;
  private final StringBuilder line;

  /** Starts on a line whose first characters, as many as the indent has, are written already. */
  Line(StringBuilder out, String indent, int width) {
    this.out = out;
    this.indent = indent;
    this.width = width;
    this.line = new StringBuilder();
  }

  /** Adds text that may stand beyond the width. */
  void append(String text) {
    line.append(text);
  }

  /** Adds a word, on a new line when this one is full; words of several lines keep their shape. */
  void word(String word) {
    if (word.indexOf('\n') < 0 && word.indexOf('\r') < 0) {
      breakBefore(length(word));
      line.append(word);
    } else {
      block(word.lines().toList());
    }
  }

  /** Hands over the last line. */
  void end() {
    out.append(line);
  }

  private void block(List<String> lines) {
    int widest = lines.stream().mapToInt(Line::length).max().orElse(0);
    boolean broken = breakBefore(widest);
    String inner = " ".repeat(broken ? 0 : length(line));
    for (int i = 0; i < lines.size(); i++) {
      if (i > 0) {
        flush();
        line.append(inner);
      }
      line.append(lines.get(i));
    }
    if (!lines.isEmpty()) {
      line.append(" ".repeat(widest - length(lines.get(lines.size() - 1))));
    }
  }

  /** A break would not help a line that is empty. */
  private boolean breakBefore(int more) {
    boolean full = !line.isEmpty() && indent.length() + length(line) + more > width;
    if (full) {
      flush();
    }
    return full;
  }

  private void flush() {
    out.append(line.toString().stripTrailing()).append('\n').append(indent);
    line.setLength(0);
  }

  private static int length(CharSequence text) {
    int length = 0;
    for (int i = 0; i < text.length(); i++) {
      boolean isSecondHalf =
          i > 0
              && Character.isLowSurrogate(text.charAt(i))
              && Character.isHighSurrogate(text.charAt(i - 1));
      length += isSecondHalf ? 0 : 1;
    }
    return length;
  }
}
