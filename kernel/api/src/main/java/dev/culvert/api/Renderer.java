package dev.culvert.api;

import java.util.Optional;

/**
 * Shows values of types that are not {@link Displayable} themselves. Found by {@link
 * java.util.ServiceLoader}, also in jars that a notebook adds, whose renderers go before those that
 * come with Culvert; the first one that answers is taken.
 *
 * <p>Called on the thread that displays, with the values of every type: say quickly what is not
 * yours.
 */
public interface Renderer {

  /**
   * The value's representations.
   *
   * @param value never null
   * @return empty when this renderer does not know the value's type
   */
  Optional<MimeBundle> render(Object value);
}
