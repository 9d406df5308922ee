package dev.culvert.magics.printopts.table;

import dev.culvert.magics.printopts.table.TableStyle.Dimensions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dflib.DataFrame;

/**
 * The part of a frame that is shown: which rows and columns, and the texts of their values.
 *
 * <p>Invariant: only the values that are shown are formatted.
 */
final class Grid {

  private final DataFrame frame;
  private final TableStyle style;
  private final Cut rows;
  private final Cut columns;

  /** Columns of the whole frame by position, looked at when they are first needed. */
  private final Map<Integer, Column> known = new HashMap<>();

  private List<List<String>> texts; // null until asked for

  Grid(DataFrame frame, TableStyle style) {
    this.frame = frame;
    this.style = style;
    this.rows = Cut.of(frame.height(), style.maxRows(), style.minRows());
    this.columns = Cut.of(frame.width(), style.maxColumns(), null);
  }

  int height() {
    return frame.height();
  }

  int width() {
    return frame.width();
  }

  Cut rows() {
    return rows;
  }

  Cut columns() {
    return columns;
  }

  /** The names of all columns, also of those that are not shown. */
  List<String> allNames() {
    return Arrays.asList(frame.getColumnsIndex().toArray());
  }

  /** The names of the shown columns. */
  List<String> names() {
    List<String> all = allNames();
    return Arrays.stream(columns.shown()).mapToObj(i -> ObjectText.escape(all.get(i))).toList();
  }

  /** The texts of the shown columns' values; for the table as text and as HTML formatted once. */
  List<List<String>> texts() {
    if (texts == null) {
      List<List<String>> all = new ArrayList<>();
      for (int column : columns.shown()) {
        all.add(column(column).texts(rows.shown(), style));
      }
      texts = Collections.unmodifiableList(all);
    }
    return texts;
  }

  /** Whether the column at a position of the whole frame holds numbers or truths. */
  boolean isNumeric(int column) {
    return column(column).isNumeric();
  }

  private Column column(int position) {
    return known.computeIfAbsent(position, at -> new Column(frame.getColumn(at), rows.shown()));
  }

  /** The numbers of the shown rows, of one width. */
  List<String> rowNumbers() {
    return RowNumbers.of(rows, style);
  }

  boolean showsDimensions() {
    return style.dimensions() == Dimensions.ALWAYS
        || style.dimensions() == Dimensions.TRUNCATE && (rows.isCut() || columns.isCut());
  }
}
