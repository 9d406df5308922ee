package dev.culvert.magics.printopts.table;

import org.dflib.DataFrame;
import org.dflib.Series;

/** The door of this package: frames and series as text and as HTML. */
public final class TableText {

  private TableText() {}

  /** A frame as pandas' {@code repr} shows it, with row numbers from 0 in place of an index. */
  public static String of(DataFrame frame, TableStyle style) {
    return FrameInfo.isWanted(frame, style)
        ? new FrameInfo(frame, style).text()
        : new FrameText(new Grid(frame, style), style).text();
  }

  /** A series as pandas' {@code repr} shows it, with row numbers from 0 in place of an index. */
  public static String of(Series<?> series, TableStyle style) {
    return new SeriesText(series, style).text();
  }

  /**
   * A frame as an HTML table with the content of pandas' table in a notebook. It sets no colours,
   * so it takes those of a light or a dark page.
   */
  public static String html(DataFrame frame, TableStyle style) {
    return FrameInfo.isWanted(frame, style)
        ? "<pre>" + FrameHtml.escape(new FrameInfo(frame, style).text()) + "</pre>"
        : new FrameHtml(new Grid(frame, style), style).html();
  }
}
