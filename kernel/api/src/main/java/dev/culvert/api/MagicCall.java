package dev.culvert.api;

import java.util.List;
import java.util.Objects;

/**
 * One call of a magic.
 *
 * @param args the words after the name, split as a POSIX shell splits them (quotes removed), with
 *     every {@code {expression}} replaced by its text
 * @param line the text after the name as it was written, less a trailing line break
 * @param body the lines below {@code %%name}; null for {@code %name}
 * @param notebook where it was called
 */
public record MagicCall(List<String> args, String line, String body, Notebook notebook) {

  public MagicCall {
    args = List.copyOf(args);
    Objects.requireNonNull(line, "line");
    Objects.requireNonNull(notebook, "notebook");
  }

  /** Whether this is {@code %%name}, with a body. */
  public boolean isCell() {
    return body != null;
  }
}
