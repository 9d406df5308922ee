package dev.culvert.magics.sql.internal;

import dev.culvert.api.Displayable;
import dev.culvert.api.MimeBundle;
import dev.culvert.magics.printopts.FrameRenderer;
import dev.culvert.magics.printopts.PrintOptions;
import dev.culvert.magics.printopts.table.TableStyle;
import dev.culvert.magics.printopts.table.TableText;
import java.util.Arrays;
import org.dflib.ColumnDataFrame;
import org.dflib.DataFrame;
import org.dflib.Index;
import org.dflib.Series;

/**
 * A result as a frame. It is shown as other frames are, but as HTML with what SQL knows and a frame
 * does not: NULL is no empty text, and the server may have more rows. What is derived from it is an
 * ordinary frame.
 */
final class SqlFrame extends ColumnDataFrame implements Displayable {

  private final Series<?>[] series;
  private final boolean capped;

  SqlFrame(Index labels, Series<?>[] series, boolean capped) {
    super(null, labels, series);
    this.series = series.clone();
    this.capped = capped;
  }

  /** What a frame holds, all of it. */
  static SqlFrame of(DataFrame frame) {
    Series<?>[] series = new Series<?>[frame.width()];
    Arrays.setAll(series, frame::getColumn);
    return new SqlFrame(frame.getColumnsIndex(), series, false);
  }

  /** The same rows, of which the server has more. */
  SqlFrame capped() {
    return new SqlFrame(getColumnsIndex(), series, true);
  }

  @Override
  public MimeBundle toMimeBundle() {
    TableStyle style = PrintOptions.settings().tableStyle();
    return style.largeFrames() == TableStyle.LargeFrames.INFO
        ? new FrameRenderer().render(this).orElseThrow()
        : MimeBundle.text(TableText.textOf(this, style))
            .withHtml(new SqlTable(this, capped, style).html());
  }
}
