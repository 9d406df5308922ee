package dev.culvert.api;

import java.util.Optional;

/**
 * Shows values of types that are not {@link Displayable} themselves. Found by {@link
 * java.util.ServiceLoader}; the first one that answers is taken.
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
