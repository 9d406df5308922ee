package dev.culvert.magics.printopts.array;

import java.lang.reflect.Array;

/**
 * Puts words between brackets and breaks lines.
 *
 * <p>Every dimension indents by one and takes one from the width, for its closing bracket. The
 * innermost dimension fills lines; the others put their parts below each other with as many line
 * breaks as there are dimensions inside.
 */
final class ArrayLayout {

  private static final String SEPARATOR = ", ";
  private static final String DOTS = "...";
  private static final String MISSING = "None";

  private final Words words;
  private final ArrayStyle style;
  private final boolean summary;

  ArrayLayout(Words words, ArrayStyle style, boolean summary) {
    this.words = words;
    this.style = style;
    this.summary = summary;
  }

  String text(Nested nested) {
    StringBuilder out = new StringBuilder();
    write(out, nested.array(), nested.depth(), " ", style.lineWidth());
    return out.toString();
  }

  private void write(StringBuilder out, Object part, int depth, String indent, int width) {
    if (part == null) {
      out.append(MISSING);
      return;
    }
    out.append('[');
    if (Array.getLength(part) > 0) {
      if (depth == 1) {
        writeValues(out, part, indent, width - 1);
      } else {
        writeParts(out, (Object[]) part, depth, indent, width);
      }
    }
    out.append(']');
  }

  private void writeValues(StringBuilder out, Object values, String indent, int width) {
    Line line = new Line(out, indent, width);
    int length = Array.getLength(values);
    boolean cut = isCut(length);
    int leading = cut ? style.edgeItems() : 0;
    for (int i = 0; i < leading; i++) {
      line.word(words.at(values, i));
      line.append(SEPARATOR);
    }
    if (cut) {
      line.word(DOTS);
      line.append(SEPARATOR);
    }
    for (int i = firstTrailing(length, cut); i < length - 1; i++) {
      line.word(words.at(values, i));
      line.append(SEPARATOR);
    }
    line.word(words.at(values, length - 1));
    line.end();
  }

  private void writeParts(StringBuilder out, Object[] parts, int depth, String indent, int width) {
    String between = SEPARATOR.stripTrailing() + "\n".repeat(depth - 1) + indent;
    boolean cut = isCut(parts.length);
    int leading = cut ? style.edgeItems() : 0;
    for (int i = 0; i < leading; i++) {
      write(out, parts[i], depth - 1, indent + " ", width - 1);
      out.append(between);
    }
    if (cut) {
      out.append(DOTS).append(between);
    }
    for (int i = firstTrailing(parts.length, cut); i < parts.length - 1; i++) {
      write(out, parts[i], depth - 1, indent + " ", width - 1);
      out.append(between);
    }
    write(out, parts[parts.length - 1], depth - 1, indent + " ", width - 1);
  }

  private boolean isCut(int length) {
    return summary && 2L * style.edgeItems() < length;
  }

  /** The last value is always shown, as NumPy does even with no edge items. */
  private int firstTrailing(int length, boolean cut) {
    return cut ? Math.min(length - style.edgeItems(), length - 1) : 0;
  }
}
