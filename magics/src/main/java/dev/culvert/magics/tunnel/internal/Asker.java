package dev.culvert.magics.tunnel.internal;

import dev.culvert.api.Notebook;
import dev.culvert.api.UserError;
import java.util.Optional;

/**
 * Asks the user while a login runs. Called by the thread that connects, which is the cell's when
 * there is a cell.
 */
interface Asker {

  /** Nobody can be asked: a tunnel that connects again by itself. */
  Asker NOBODY = (prompt, secret) -> Optional.empty();

  /**
   * Asks.
   *
   * @param secret whether the answer must not be seen
   * @return empty when nobody can be asked
   */
  Optional<char[]> ask(String prompt, boolean secret);

  /** Asks in a notebook. */
  static Asker in(Notebook notebook) {
    return (prompt, secret) -> {
      try {
        return Optional.of(
            secret ? notebook.password(prompt) : notebook.input(prompt).toCharArray());
      } catch (UserError e) {
        return Optional.empty();
      }
    };
  }
}
