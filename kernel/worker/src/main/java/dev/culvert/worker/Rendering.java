package dev.culvert.worker;

import dev.culvert.api.Displayable;
import dev.culvert.api.MimeBundle;
import dev.culvert.api.Renderer;
import dev.culvert.worker.wire.SnippetNames;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/**
 * Values to what front ends show. Renderers are looked up when the first value comes that the JDK's
 * own text does not serve, since most cells show a number or a string; and again when the class
 * path has grown.
 */
final class Rendering {

  private static final String TEXT = "text/plain";

  /** What a notebook wants for a type; by the name of the type, which cells may declare anew. */
  private record Wanted(String type, Renderer renderer) {}

  private final ClassLoader own;
  private final ClassLoader cells;
  private final List<Wanted> wanted = new CopyOnWriteArrayList<>(); // the newest first
  private List<Renderer> renderers; // null until the next look-up; guarded by this

  /**
   * @param own where our renderers are
   * @param cells where those of the notebook's jars are, too
   */
  Rendering(ClassLoader own, ClassLoader cells) {
    this.own = own;
    this.cells = cells;
  }

  /** Has values of a type shown by a function. */
  synchronized <T> void add(Class<T> type, Function<? super T, MimeBundle> show) {
    String name = SnippetNames.strip(type.getName());
    wanted.removeIf(each -> each.type.equals(name));
    wanted.add(
        0,
        new Wanted(
            name,
            value ->
                type.isInstance(value)
                    ? Optional.of(show.apply(type.cast(value)))
                    : Optional.empty()));
  }

  /** Has services looked up anew. */
  synchronized void classPathChanged() {
    renderers = null;
  }

  /** The value's representations; {@code text/plain} is always among them. */
  MimeBundle render(Object value) {
    for (Wanted each : wanted) {
      Optional<MimeBundle> rendered =
          value == null ? Optional.empty() : each.renderer.render(value);
      if (rendered.isPresent()) {
        return withText(rendered.get(), value);
      }
    }
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
        return named(rendered.get());
      }
    }
    return MimeBundle.text(SnippetNames.strip(String.valueOf(value)));
  }

  private static MimeBundle withText(MimeBundle bundle, Object value) {
    return bundle.data().containsKey(TEXT)
        ? bundle
        : bundle.with(TEXT, SnippetNames.strip(String.valueOf(value)));
  }

  /** With classes of cells as the user names them. */
  private static MimeBundle named(MimeBundle bundle) {
    MimeBundle named = bundle;
    for (String type : List.of(TEXT, "text/html")) {
      String text = bundle.data().get(type);
      named = text == null ? named : named.with(type, SnippetNames.strip(text));
    }
    return named;
  }

  private synchronized List<Renderer> renderers() {
    if (renderers == null) {
      List<Renderer> found = new ArrayList<>();
      ServiceLoader.load(Renderer.class, own).forEach(found::add);
      Set<String> known = new HashSet<>();
      found.forEach(each -> known.add(each.getClass().getName()));
      found.addAll(0, ofNotebook(known));
      renderers = found;
    }
    return renderers;
  }

  /** Those in jars that the notebook added. */
  private List<Renderer> ofNotebook(Set<String> known) {
    List<Renderer> found = new ArrayList<>();
    try {
      Iterator<ServiceLoader.Provider<Renderer>> services =
          ServiceLoader.load(Renderer.class, cells).stream().iterator();
      while (services.hasNext()) {
        ServiceLoader.Provider<Renderer> service = services.next();
        if (!known.contains(service.type().getName())) {
          found.add(service.get());
        }
      }
    } catch (ServiceConfigurationError e) {
      System.getLogger(Rendering.class.getName())
          .log(System.Logger.Level.WARNING, "a renderer on the class path is left out", e);
    }
    return found;
  }
}
