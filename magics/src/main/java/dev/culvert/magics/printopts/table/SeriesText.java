package dev.culvert.magics.printopts.table;

import dev.culvert.magics.printopts.table.TableStyle.Dimensions;
import dev.culvert.magics.printopts.table.TableStyle.Justify;
import java.util.ArrayList;
import java.util.List;
import org.dflib.Series;

/** Lays a series out as text: row numbers, values, and its length and type below. */
final class SeriesText {

  private final Series<?> series;
  private final TableStyle style;
  private final Pad pad;
  private final Column column;
  private final Cut rows;

  SeriesText(Series<?> series, TableStyle style) {
    this.series = series;
    this.style = style;
    this.pad = new Pad(style.textWidth());
    this.rows = Cut.ofSeries(series.size(), style.maxRows(), style.minRows());
    this.column = new Column(series, rows.shown());
  }

  String text() {
    if (series.size() == 0) {
      return "Series([], %s)".formatted(footer());
    }
    List<String> numbers = new ArrayList<>(RowNumbers.of(rows, style));
    List<String> values = new ArrayList<>(column.texts(rows.shown(), style));
    if (rows.isCut()) {
      int width = pad.width(values.get(rows.gap() - 1));
      numbers.add(rows.gap(), "");
      values.add(rows.gap(), pad.justify(width > 3 ? "..." : "..", width, Justify.CENTER));
    }
    return pad.beside(List.of(numbers, values), 3) + "\n" + footer();
  }

  private String footer() {
    boolean length =
        style.dimensions() == Dimensions.ALWAYS
            || style.dimensions() == Dimensions.TRUNCATE && rows.isCut();
    return (length ? "Length: " + series.size() + ", " : "") + "dtype: " + column.dtype();
  }
}
