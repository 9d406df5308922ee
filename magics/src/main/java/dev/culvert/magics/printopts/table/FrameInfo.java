package dev.culvert.magics.printopts.table;

import dev.culvert.magics.printopts.table.TableStyle.Justify;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.dflib.DataFrame;
import org.dflib.Index;

/**
 * A frame as pandas' {@code info} tells of it: its columns, how many values they have, and their
 * types.
 *
 * <p>Hazard: counting looks at every value of the columns that hold objects, so it is left out
 * where pandas leaves it out, in frames of more than {@link #MOST_COUNTED} rows.
 */
final class FrameInfo {

  private static final int MOST_COLUMNS = 100;
  private static final int MOST_COUNTED = 1_690_785;
  private static final int GAP = 2;

  private final DataFrame frame;
  private final TableStyle style;
  private final Pad pad;

  FrameInfo(DataFrame frame, TableStyle style) {
    this.frame = frame;
    this.style = style;
    this.pad = new Pad(style.textWidth());
  }

  /** Whether a frame is told of in this way, rather than shown. */
  static boolean isWanted(DataFrame frame, TableStyle style) {
    if (style.largeFrames() != TableStyle.LargeFrames.INFO) {
      return false;
    }
    boolean tooHigh = style.maxRows() != null && frame.height() > style.maxRows();
    boolean tooMany = style.maxColumns() != null && frame.width() > style.maxColumns();
    boolean tooWide = style.width() != null && frame.width() > style.width() / 2;
    return tooHigh || tooMany || tooWide;
  }

  String text() {
    List<String> lines = new ArrayList<>();
    lines.add("<class 'org.dflib.DataFrame'>");
    lines.add(rows());
    if (frame.width() == 0) {
      lines.add("Empty DataFrame");
      return String.join("\n", lines);
    }
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < frame.width(); i++) {
      columns.add(new Column(frame.getColumn(i), new int[0]));
    }
    if (columns.size() > MOST_COLUMNS) {
      Index names = frame.getColumnsIndex();
      lines.add(
          "Columns: %d entries, %s to %s"
              .formatted(columns.size(), names.get(0), names.get(columns.size() - 1)));
    } else {
      lines.add("Data columns (total " + columns.size() + " columns):");
      lines.add(table(columns));
    }
    lines.add("dtypes: " + types(columns));
    return String.join("\n", lines);
  }

  private String rows() {
    int height = frame.height();
    String ends = height == 0 ? "" : ", 0 to " + (height - 1);
    return "RangeIndex: " + height + " entries" + ends;
  }

  private String table(List<Column> columns) {
    boolean counts = frame.height() <= MOST_COUNTED;
    List<List<String>> table = new ArrayList<>();
    table.add(below(" # "));
    table.add(below("Column"));
    if (counts) {
      table.add(below("Non-Null Count"));
    }
    table.add(below("Dtype"));
    for (int i = 0; i < columns.size(); i++) {
      Column column = columns.get(i);
      List<String> row = new ArrayList<>(List.of(" " + i, frame.getColumnsIndex().get(i)));
      if (counts) {
        row.add(column.present() + " non-null");
      }
      row.add(column.dtype());
      for (int cell = 0; cell < row.size(); cell++) {
        table.get(cell).add(row.get(cell));
      }
    }
    int last = table.size() - 1;
    table.set(last, pad.equal(table.get(last), Justify.LEFT, 0, null));
    return pad.beside(table, GAP);
  }

  /** A heading and the line below it. */
  private List<String> below(String heading) {
    return new ArrayList<>(List.of(heading, "-".repeat(pad.width(heading))));
  }

  private static String types(List<Column> columns) {
    Map<String, Integer> counts = new TreeMap<>();
    columns.forEach(column -> counts.merge(column.dtype(), 1, Integer::sum));
    List<String> types = new ArrayList<>();
    counts.forEach((type, count) -> types.add(type + "(" + count + ")"));
    return String.join(", ", types);
  }
}
