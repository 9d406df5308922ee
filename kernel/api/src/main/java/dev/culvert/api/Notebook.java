package dev.culvert.api;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a magic may ask of the place it runs in: a notebook, or a terminal when the same magic is
 * called from a shell.
 */
public interface Notebook {

  /** The cell that called. */
  Cell cell();

  /** Shows a value now, as {@code display_data}, with every representation its renderers offer. */
  void display(Object value);

  /**
   * Asks the user for a line.
   *
   * @throws UserError named {@code InputUnavailable} when the front end takes no input
   */
  String input(String prompt);

  /**
   * Asks the user for a secret, unseen. The caller wipes the array after use.
   *
   * @throws UserError named {@code InputUnavailable} when the front end takes no input
   */
  char[] password(String prompt);

  /**
   * The value of a notebook variable that the text of this call mentions by name.
   *
   * @return empty when no live variable of that name is mentioned; a variable that holds null is
   *     {@link Variable#value()} null
   */
  Optional<Variable> variable(String name);

  /** Makes jars or folders of classes visible to this cell's later lines and to later cells. */
  void addToClassPath(List<Path> entries);

  /** A variable and what it holds; null is a value. */
  record Variable(String name, Object value) {}
}
