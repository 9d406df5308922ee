package dev.culvert.magics.printopts.table;

import java.util.List;
import org.dflib.DataFrame;
import org.dflib.Series;

/** The door of this package: frames as text and as HTML, and series as text. */
public final class TableText {

  /**
   * A frame as it is shown.
   *
   * @param text as pandas' {@code repr} shows it, with row numbers from 0 in place of an index
   * @param html a table with the content of pandas' table in a notebook; it sets no colours, so it
   *     takes those of a light or a dark page
   */
  public record Table(String text, String html) {}

  private TableText() {}

  /** A frame as text and as HTML; values are formatted once for both. */
  public static Table of(DataFrame frame, TableStyle style) {
    if (FrameInfo.isWanted(frame, style)) {
      String info = new FrameInfo(frame, style).text();
      return new Table(info, "<pre>" + FrameHtml.escape(info) + "</pre>");
    }
    Grid grid = new Grid(frame, style);
    return new Table(new FrameText(grid, style).text(), new FrameHtml(grid, style).html());
  }

  /** A frame as text alone. */
  public static String textOf(DataFrame frame, TableStyle style) {
    return FrameInfo.isWanted(frame, style)
        ? new FrameInfo(frame, style).text()
        : new FrameText(new Grid(frame, style), style).text();
  }

  /** Some values of a series, each as a frame shows it. */
  public static List<String> cells(Series<?> series, int[] rows, TableStyle style) {
    return new Column(series, rows).texts(rows, style);
  }

  /** A series as pandas' {@code repr} shows it, with row numbers from 0 in place of an index. */
  public static String of(Series<?> series, TableStyle style) {
    return new SeriesText(series, style).text();
  }
}
