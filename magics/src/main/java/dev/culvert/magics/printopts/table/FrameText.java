package dev.culvert.magics.printopts.table;

import dev.culvert.magics.printopts.table.TableStyle.Justify;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Lays a frame out as text: columns side by side, in blocks when they are wider than a line. */
final class FrameText {

  private static final String DOT_COLUMN = " ...";

  private final Grid grid;
  private final TableStyle style;
  private final Pad pad;

  FrameText(Grid grid, TableStyle style) {
    this.grid = grid;
    this.style = style;
    this.pad = new Pad(style.textWidth());
  }

  String text() {
    if (grid.height() == 0 || grid.width() == 0) {
      return withDimensions(empty());
    }
    List<List<String>> columns = columns();
    return withDimensions(
        style.lineWidth() == null ? pad.beside(columns, 1) : blocks(columns, style.lineWidth()));
  }

  private String withDimensions(String text) {
    return grid.showsDimensions()
        ? "%s\n\n[%d rows x %d columns]".formatted(text, grid.height(), grid.width())
        : text;
  }

  private String empty() {
    String rows = String.join(", ", grid.rowNumbers());
    return "Empty DataFrame\nColumns: [%s]\nIndex: [%s]"
        .formatted(String.join(", ", grid.allNames()), rows);
  }

  /** The row numbers and the columns, with their names and with dots where something is cut. */
  private List<List<String>> columns() {
    List<List<String>> columns = new ArrayList<>();
    List<String> numbers = new ArrayList<>(List.of(""));
    numbers.addAll(pad.equal(grid.rowNumbers(), Justify.LEFT, 0, style.maxColumnWidth()));
    columns.add(numbers);
    List<String> names = grid.names();
    List<List<String>> texts = grid.texts();
    for (int i = 0; i < names.size(); i++) {
      columns.add(column(heading(i, names.get(i)), texts.get(i)));
    }
    insertDots(columns);
    return columns;
  }

  /**
   * pandas asks for the type of the column that has this position in the whole frame, also when
   * columns are cut.
   */
  private String heading(int position, String name) {
    return grid.isNumeric(position) ? " " + name : name;
  }

  private List<String> column(String heading, List<String> texts) {
    int least = pad.width(heading);
    List<String> values = pad.equal(texts, style.header(), least, style.maxColumnWidth());
    int width = Math.max(least, pad.common(texts, least, style.maxColumnWidth()));
    List<String> column = new ArrayList<>();
    column.add(pad.justify(heading, width, style.header()));
    column.addAll(values);
    return column;
  }

  private void insertDots(List<List<String>> columns) {
    int dotColumn = -1;
    if (grid.columns().isCut()) {
      dotColumn = grid.columns().gap() + 1;
      int height = columns.get(0).size();
      columns.add(dotColumn, new ArrayList<>(Collections.nCopies(height, DOT_COLUMN)));
    }
    if (grid.rows().isCut()) {
      for (int i = 0; i < columns.size(); i++) {
        insertDotRow(columns.get(i), i == 0, i == dotColumn);
      }
    }
  }

  private void insertDotRow(List<String> column, boolean first, boolean dotColumn) {
    int gap = grid.rows().gap();
    int width = pad.width(column.get(gap));
    String dots = width > 3 || dotColumn ? "..." : "..";
    column.add(
        gap + 1, pad.justify(dots, dotColumn ? 4 : width, first ? Justify.LEFT : Justify.RIGHT));
  }

  private String blocks(List<List<String>> columns, int lineWidth) {
    List<String> numbers = columns.get(0);
    List<List<String>> values = columns.subList(1, columns.size());
    List<Integer> ends = ends(values, lineWidth - pad.widest(numbers) - 1);
    List<String> blocks = new ArrayList<>();
    int start = 0;
    for (int end : ends) {
      List<List<String>> block = new ArrayList<>();
      block.add(numbers);
      block.addAll(values.subList(start, end));
      if (ends.size() > 1) {
        block.add(edge(numbers.size(), end == values.size() && blocks.size() == ends.size() - 1));
      }
      blocks.add(pad.beside(block, 1));
      start = end;
    }
    return String.join("\n\n", blocks);
  }

  /** The column at the right of a block: a backslash when another one follows. */
  private static List<String> edge(int height, boolean last) {
    List<String> edge = new ArrayList<>();
    edge.add(last ? " " : " \\");
    for (int i = 1; i < height; i++) {
      edge.add(last ? " " : "  ");
    }
    return edge;
  }

  /** Where the blocks end; every block keeps room for its edge, the last for less. */
  private List<Integer> ends(List<List<String>> columns, int lineWidth) {
    List<Integer> ends = new ArrayList<>();
    int filled = 0;
    for (int i = 0; i < columns.size(); i++) {
      int width = pad.widest(columns.get(i)) + 1;
      filled += width;
      int edge = i == columns.size() - 1 ? 1 : 2;
      if (i > 0 && filled + edge > lineWidth) {
        ends.add(i);
        filled = width;
      }
    }
    ends.add(columns.size());
    return ends;
  }
}
