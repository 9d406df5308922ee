package dev.culvert.magics.printopts;

import dev.culvert.api.MimeBundle;
import dev.culvert.api.Renderer;
import dev.culvert.magics.printopts.array.ArrayText;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.BaseStream;

/**
 * Shows arrays, lists of numbers and streams of primitives as NumPy shows arrays.
 *
 * <p>Hazard: showing a stream reads it, and a stream can be read once. One that was read before is
 * left to Java's own text, and one that does not end is read so far and no farther.
 */
public final class ArrayRenderer implements Renderer {

  /** For the service loader. */
  public ArrayRenderer() {}

  @Override
  public Optional<MimeBundle> render(Object value) {
    PrintSettings settings = PrintOptions.settings();
    if (value.getClass().isArray()) {
      return Optional.of(shown(value, settings));
    }
    if (value instanceof List<?> list && isNumbers(list)) {
      return Optional.of(shown(list.toArray(), settings));
    }
    return value instanceof BaseStream<?, ?> stream
        ? StreamHead.of(stream).map(head -> shown(head, settings))
        : Optional.empty();
  }

  private static MimeBundle shown(Object array, PrintSettings settings) {
    return MimeBundle.text(
        settings
            .overrideRepr()
            .map(override -> override.apply(array))
            .orElseGet(() -> ArrayText.of(array, settings.arrayStyle())));
  }

  private static MimeBundle shown(StreamHead head, PrintSettings settings) {
    return head.isAll()
        ? shown(head.values(), settings)
        : MimeBundle.text(ArrayText.ofBeginning(head.values(), settings.arrayStyle()));
  }

  private static boolean isNumbers(Collection<?> list) {
    return !list.isEmpty() && list.stream().allMatch(Number.class::isInstance);
  }
}
