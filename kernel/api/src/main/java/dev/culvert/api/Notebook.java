package dev.culvert.api;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a magic may ask of the place it runs in: a notebook, or a terminal when the same magic is
 * called from a shell.
 */
public interface Notebook {

  /** A name in braces, but not the shell's own {@code ${name}}. */
  Pattern BRACED_NAME = Pattern.compile("(?<!\\$)\\{([\\p{L}_][\\p{L}\\p{N}_$]*)}");

  /** The cell that called. */
  Cell cell();

  /** Shows a value now, as {@code display_data}, with every representation its renderers offer. */
  void display(Object value);

  /**
   * Shows a value that {@link #update} can change. A place that cannot change what it showed shows
   * it like any other.
   *
   * @param id names what is shown
   */
  default void display(Object value, String id) {
    display(value);
  }

  /**
   * Changes every display of this id. A place that cannot change what it showed shows the value
   * again.
   */
  default void update(Object value, String id) {
    display(value);
  }

  /**
   * Removes what the cell has put out so far, where that can be done.
   *
   * @param wait whether to remove it only when something new comes, so that nothing flickers
   */
  default void clearOutput(boolean wait) {}

  /** Shows a text beside the notebook, as help is shown; a place without room for it shows it. */
  default void page(MimeBundle text) {
    display(text);
  }

  /**
   * Proposes a next cell, where there are cells.
   *
   * @param replace whether it takes the place of the running one
   */
  default void nextInput(String code, boolean replace) {
    display(MimeBundle.text(code));
  }

  /**
   * The channels to the front end's widgets.
   *
   * @throws UserError named {@code NoComms} where there is no front end
   */
  default Comms comms() {
    throw new UserError("NoComms", "there is no front end here that could open comms");
  }

  /**
   * What cells have running.
   *
   * @throws UserError named {@code NoActivity} where nobody keeps account of it
   */
  default Activity activity() {
    throw new UserError(
        "NoActivity", "this works in a Culvert kernel alone: nobody else knows cells by threads");
  }

  /**
   * What became of cells' output.
   *
   * @throws UserError named {@code NoOutputs} where nobody keeps account of it
   */
  default Outputs outputs() {
    throw new UserError(
        "NoOutputs", "this works in a Culvert kernel alone: nobody else keeps what cells write");
  }

  /**
   * Has values of a type shown by a function, for as long as the worker lives; the newest for a
   * type counts, and goes before all other ways to show it.
   *
   * @param type a class or an interface
   * @param show never given null
   * @throws UserError named {@code NoRenderers} where that cannot be chosen
   */
  default <T> void addRenderer(Class<T> type, Function<? super T, MimeBundle> show) {
    throw new UserError(
        "NoRenderers", "this works in a Culvert kernel alone: elsewhere services are renderers");
  }

  /**
   * Makes the magics, if none was used so far: what lets Java code use one without its line finds
   * it then. Does nothing where that has no meaning.
   */
  default void loadMagics() {}

  /**
   * What the notebook has declared and run.
   *
   * @throws UserError named {@code NoSession} where nobody keeps account of it
   */
  default Session session() {
    throw new UserError(
        "NoSession", "this works in a Culvert kernel alone: it asks what its cells have declared");
  }

  /**
   * The class, record, enum or interface that a cell declared.
   *
   * @param name as cells write it
   * @return empty where no cell declared one of that name, and where nobody keeps account of it
   */
  default Optional<Class<?>> declaredType(String name) {
    return Optional.empty();
  }

  /**
   * The folder and the variables that programs started here find.
   *
   * @throws UserError named {@code NoSurroundings} where they are those of the process alone
   */
  default Surroundings surroundings() {
    throw new UserError(
        "NoSurroundings",
        "this works in a Culvert kernel alone: elsewhere folder and environment are the process's");
  }

  /**
   * A text for a shell, with notebook variables in it: {@code {name}} stands for the value of the
   * variable of that name, and for itself where there is none, since braces are the shell's, too.
   */
  default String fillIn(String text) {
    return BRACED_NAME
        .matcher(text)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    variable(found.group(1))
                        .map(variable -> String.valueOf(variable.value()))
                        .orElse(found.group())));
  }

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

  /** The number of the cell whose code a frame of a stack is; empty when it is no cell's. */
  default OptionalInt cellOf(StackTraceElement frame) {
    return OptionalInt.empty();
  }

  /** The loader of the cells' classes and of what was added to the class path. */
  default ClassLoader classLoader() {
    return Thread.currentThread().getContextClassLoader();
  }

  /** Makes jars or folders of classes visible to this cell's later lines and to later cells. */
  void addToClassPath(List<Path> entries);

  /** A variable and what it holds; null is a value. */
  record Variable(String name, Object value) {}
}
