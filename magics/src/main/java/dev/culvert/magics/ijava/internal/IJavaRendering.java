package dev.culvert.magics.ijava.internal;

import dev.culvert.api.Displayable;
import dev.culvert.api.MimeBundle;
import dev.culvert.api.Renderer;
import io.github.spencerpark.ijava.JavaKernel;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import java.util.List;
import java.util.Optional;

/**
 * Shows values in IJava as Culvert's renderers do.
 *
 * <p>Registered for {@link Object}, which IJava asks last: what it or the user has a renderer for
 * is left alone, and what ours do not know is its text, as before.
 */
public final class IJavaRendering {

  private IJavaRendering() {}

  /** Makes the kernel ask the renderers, in their order. */
  public static void register(JavaKernel kernel, List<Renderer> renderers) {
    kernel
        .getRenderer()
        .createRegistration(Object.class)
        .preferring("text/plain", "text/html")
        .supporting("text/markdown", "text/latex", "image/svg+xml", "image/png", "application/json")
        .register(
            (value, context) -> copy(bundleOf(value, renderers), context.getOutputContainer()));
  }

  static MimeBundle bundleOf(Object value, List<Renderer> renderers) {
    if (value instanceof MimeBundle bundle) {
      return bundle;
    } else if (value instanceof Displayable displayable) {
      return displayable.toMimeBundle();
    }
    return renderers.stream()
        .map(renderer -> renderer.render(value))
        .flatMap(Optional::stream)
        .findFirst()
        .orElseGet(() -> MimeBundle.text(String.valueOf(value)));
  }

  private static void copy(MimeBundle bundle, DisplayData shown) {
    bundle
        .data()
        .forEach(
            (type, content) -> {
              if (type.endsWith("json")) {
                shown.putJSON(content);
              } else {
                shown.putData(type, content);
              }
            });
  }
}
