package dev.culvert.api;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/**
 * One call of a magic.
 *
 * @param args the words after the name, split as a POSIX shell splits them (quotes removed), with
 *     every {@code {expression}} replaced by its text
 * @param values for each of these words the value itself, where the word is {@code {expression}} or
 *     {@code name={expression}}; else null
 * @param line the text after the name as it was written, less a trailing line break
 * @param body the lines below {@code %%name}; null for {@code %name}
 * @param notebook where it was called
 */
public record MagicCall(
    List<String> args, List<Object> values, String line, String body, Notebook notebook) {

  public MagicCall {
    args = List.copyOf(args);
    values = Collections.unmodifiableList(Arrays.asList(values.toArray()));
    if (values.size() != args.size()) {
      throw new IllegalArgumentException(values.size() + " values for " + args.size() + " words");
    }
    Objects.requireNonNull(line, "line");
    Objects.requireNonNull(notebook, "notebook");
  }

  /** A call of words alone. */
  public MagicCall(List<String> args, String line, String body, Notebook notebook) {
    this(args, Collections.nCopies(args.size(), null), line, body, notebook);
  }

  /** Whether this is {@code %%name}, with a body. */
  public boolean isCell() {
    return body != null;
  }
}
