package dev.culvert.magics.printopts;

import dev.culvert.api.MimeBundle;
import dev.culvert.api.Renderer;
import dev.culvert.magics.printopts.array.ArrayText;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Shows arrays, and lists of numbers, as NumPy shows arrays.
 *
 * <p>Streams are left alone: showing one would use it up.
 */
public final class ArrayRenderer implements Renderer {

  /** For the service loader. */
  public ArrayRenderer() {}

  @Override
  public Optional<MimeBundle> render(Object value) {
    if (value.getClass().isArray()) {
      return Optional.of(text(value));
    }
    return value instanceof List<?> list && isNumbers(list)
        ? Optional.of(text(list.toArray()))
        : Optional.empty();
  }

  private static MimeBundle text(Object array) {
    return MimeBundle.text(ArrayText.of(array, PrintOptions.settings().arrayStyle()));
  }

  private static boolean isNumbers(Collection<?> list) {
    return !list.isEmpty() && list.stream().allMatch(Number.class::isInstance);
  }
}
