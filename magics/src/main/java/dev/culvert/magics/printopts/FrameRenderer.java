package dev.culvert.magics.printopts;

import dev.culvert.api.MimeBundle;
import dev.culvert.api.Renderer;
import dev.culvert.magics.printopts.table.TableStyle;
import dev.culvert.magics.printopts.table.TableText;
import java.util.Optional;
import org.dflib.DataFrame;
import org.dflib.Series;

/** Shows DFLib's frames and series as pandas shows its own. */
public final class FrameRenderer implements Renderer {

  /** For the service loader. */
  public FrameRenderer() {}

  @Override
  public Optional<MimeBundle> render(Object value) {
    TableStyle style = PrintOptions.settings().tableStyle();
    if (value instanceof DataFrame frame) {
      TableText.Table table = TableText.of(frame, style);
      return Optional.of(MimeBundle.text(table.text()).withHtml(table.html()));
    }
    if (value instanceof Series<?> series) {
      return Optional.of(MimeBundle.text(TableText.of(series, style)));
    }
    return Optional.empty();
  }
}
