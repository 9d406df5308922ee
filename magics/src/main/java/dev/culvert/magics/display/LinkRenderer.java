package dev.culvert.magics.display;

import dev.culvert.api.MimeBundle;
import dev.culvert.api.Renderer;
import java.net.URI;
import java.net.URL;
import java.util.Optional;

/**
 * Shows addresses of the web as links. Those with other schemes stay text: {@code javascript:} runs
 * when it is clicked.
 */
public final class LinkRenderer implements Renderer {

  /** For the service loader. */
  public LinkRenderer() {}

  @Override
  public Optional<MimeBundle> render(Object value) {
    if (!(value instanceof URL || value instanceof URI)) {
      return Optional.empty();
    }
    String address = value.toString();
    MimeBundle text = MimeBundle.text(address);
    if (!address.matches("(?i)https?://.*")) {
      return Optional.of(text);
    }
    String escaped = Html.escape(address);
    return Optional.of(text.withHtml("<a href=\"" + escaped + "\">" + escaped + "</a>"));
  }
}
