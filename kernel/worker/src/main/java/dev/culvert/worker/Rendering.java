package dev.culvert.worker;

import dev.culvert.api.Displayable;
import dev.culvert.api.MimeBundle;
import dev.culvert.api.Renderer;
import dev.culvert.worker.wire.SnippetNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * Values to what front ends show. Renderers are looked up when the first value comes that the JDK's
 * own text does not serve, since most cells show a number or a string.
 */
final class Rendering {

  private final ClassLoader loader;
  private List<Renderer> renderers; // null until the first look-up; guarded by this

  Rendering(ClassLoader loader) {
    this.loader = loader;
  }

  /** The value's representations; {@code text/plain} is always among them. */
  MimeBundle render(Object value) {
    if (value == null
        || value instanceof Number
        || value instanceof CharSequence
        || value instanceof Boolean
        || value instanceof Character) {
      return MimeBundle.text(String.valueOf(value));
    }
    if (value instanceof MimeBundle bundle) {
      return bundle;
    }
    if (value instanceof Displayable displayable) {
      return displayable.toMimeBundle();
    }
    for (Renderer renderer : renderers()) {
      Optional<MimeBundle> rendered = renderer.render(value);
      if (rendered.isPresent()) {
        return rendered.get();
      }
    }
    return MimeBundle.text(SnippetNames.strip(String.valueOf(value)));
  }

  private synchronized List<Renderer> renderers() {
    if (renderers == null) {
      List<Renderer> found = new ArrayList<>();
      ServiceLoader.load(Renderer.class, loader).forEach(found::add);
      renderers = found;
    }
    return renderers;
  }
}
