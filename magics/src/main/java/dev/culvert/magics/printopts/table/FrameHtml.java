package dev.culvert.magics.printopts.table;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Lays a frame out as an HTML table; everything from the frame is escaped. */
final class FrameHtml {

  private static final String DOTS = "...";

  private static final String STYLE =
      """
      <style scoped>
        .dataframe tbody tr th:only-of-type { vertical-align: middle; }
        .dataframe tbody tr th { vertical-align: top; }
        .dataframe th, .dataframe td { text-align: right; }
      </style>
      """;

  private final Grid grid;
  private final TableStyle style;
  private final StringBuilder out = new StringBuilder();

  FrameHtml(Grid grid, TableStyle style) {
    this.grid = grid;
    this.style = style;
  }

  String html() {
    out.append("<div>\n").append(STYLE).append("<table border=\"1\" class=\"dataframe\">\n");
    out.append("  <thead>\n");
    header();
    out.append("  </thead>\n  <tbody>\n");
    body();
    out.append("  </tbody>\n</table>\n");
    if (grid.showsDimensions()) {
      out.append("<p>%d rows × %d columns</p>\n".formatted(grid.height(), grid.width()));
    }
    return out.append("</div>").toString();
  }

  private void header() {
    List<String> cells = new ArrayList<>(List.of(""));
    cells.addAll(grid.names());
    dotColumn(cells);
    String align = style.header().name().toLowerCase(Locale.ROOT);
    out.append("    <tr style=\"text-align: ").append(align).append(";\">");
    cells.forEach(cell -> cell("th", cell));
    out.append("</tr>\n");
  }

  private void body() {
    List<String> numbers = grid.rowNumbers();
    List<List<String>> columns = grid.texts();
    int width = columns.size() + 1 + (grid.columns().isCut() ? 1 : 0);
    for (int i = 0; i < numbers.size(); i++) {
      if (i == grid.rows().gap()) {
        row(Collections.nCopies(width, DOTS));
      }
      List<String> cells = new ArrayList<>(List.of(numbers.get(i)));
      for (List<String> column : columns) {
        cells.add(column.get(i));
      }
      dotColumn(cells);
      row(cells);
    }
  }

  private void dotColumn(List<String> cells) {
    if (grid.columns().isCut()) {
      cells.add(grid.columns().gap() + 1, DOTS);
    }
  }

  private void row(List<String> cells) {
    out.append("    <tr>");
    for (int i = 0; i < cells.size(); i++) {
      cell(i == 0 ? "th" : "td", cells.get(i));
    }
    out.append("</tr>\n");
  }

  private void cell(String tag, String text) {
    out.append('<').append(tag).append('>');
    out.append(escape(text).strip().replace("  ", "&nbsp;&nbsp;"));
    out.append("</").append(tag).append('>');
  }

  static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
