package dev.culvert.magics.display;

import dev.culvert.api.MimeBundle;
import dev.culvert.api.Renderer;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;

/**
 * Shows an exception that is a value with its causes; {@code printStackTrace} tells where it is
 * from.
 */
public final class ThrowableRenderer implements Renderer {

  /** For the service loader. */
  public ThrowableRenderer() {}

  @Override
  public Optional<MimeBundle> render(Object value) {
    if (!(value instanceof Throwable thrown)) {
      return Optional.empty();
    }
    StringBuilder text = new StringBuilder(thrown.toString());
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    seen.add(thrown);
    for (Throwable cause = thrown.getCause();
        cause != null && seen.add(cause);
        cause = cause.getCause()) {
      text.append("\nCaused by: ").append(cause);
    }
    return Optional.of(MimeBundle.text(text.toString()));
  }
}
