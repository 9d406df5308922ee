package dev.culvert.front.engine;

import java.util.List;

/**
 * Where a snippet stands: the cell and the line it starts in.
 *
 * @param cell number of the cell
 * @param text the cell as the user wrote it
 * @param line the snippet's first line, from 1
 */
record Place(int cell, String text, int line) {

  /** The lines around one line of the cell, that line pointed at. */
  List<String> excerpt(int line) {
    String[] lines = text.split("\n", -1);
    List<String> excerpt = new java.util.ArrayList<>();
    for (int i = Math.max(1, line - 2); i <= Math.min(lines.length, line + 2); i++) {
      String pointer = i == line ? "-> " : "   ";
      String shown = String.format("%s%4d  %s", pointer, i, lines[i - 1]);
      excerpt.add(i == line ? Ansi.bold(shown) : shown);
    }
    return excerpt;
  }
}
