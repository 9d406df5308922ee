package dev.culvert.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A command as completion and help see it: plain data, so that the front can answer while the
 * worker is busy.
 *
 * @param name the word that calls it
 * @param summary one line
 * @param help the whole help text, as {@code --help} prints it
 * @param resultType the fully qualified type of the value, for {@code var x = %name ...}; {@code
 *     java.lang.Object} where it depends, {@code void} where there is none
 * @param rawText true when text follows that is not the command's own language (SQL): no quotes are
 *     removed and no {@code {expression}} replaced in it
 * @param runsCell true when {@code %%name} runs its body as Java between {@link Scoped#enter} and
 *     {@link Scoped#leave}
 * @param argument what completion offers for its arguments
 * @param functions the names that take functions in {@code name={x -> ...}}, each with the type its
 *     lambda is compiled to, as {@code java.util.function.DoubleFunction<?>}. A user may write any
 *     part of a name. Under {@link #CODE} it is all that stands behind the options, or below {@code
 *     %%name}: a statement or an expression of Java
 * @param options its options
 * @param subcommands commands below it
 */
public record CommandModel(
    String name,
    String summary,
    String help,
    String resultType,
    boolean rawText,
    boolean runsCell,
    Argument argument,
    Map<String, String> functions,
    List<Option> options,
    List<CommandModel> subcommands) {

  /** The name that stands for code without one, in {@link #functions}. */
  public static final String CODE = "";

  public CommandModel {
    functions = Map.copyOf(functions);
    options = List.copyOf(options);
    subcommands = List.copyOf(subcommands);
  }

  /**
   * An option.
   *
   * @param names every spelling, as {@code -p} and {@code --port}
   * @param summary one line
   * @param takesValue whether a value follows
   * @param values the values it can have; empty when they cannot be listed
   * @param value what it takes; {@link Argument#VARIABLE} is the name of the notebook variable that
   *     is declared with the value of the call
   */
  public record Option(
      List<String> names, String summary, boolean takesValue, List<String> values, Argument value) {
    public Option {
      names = List.copyOf(names);
      values = List.copyOf(values);
    }

    /** An option with a value of no certain kind, or none. */
    public Option(List<String> names, String summary, boolean takesValue, List<String> values) {
      this(names, summary, takesValue, values, Argument.NONE);
    }

    /** Whether the notebook gets a variable of the name that is its value. */
    public boolean declares() {
      return value == Argument.VARIABLE;
    }
  }

  /**
   * What the arguments of a command or the value of an option are, as far as completion can help
   * with them.
   */
  public enum Argument {
    NONE,
    FILE,
    COORDINATE,
    /** A new variable, which gets the value of a {@link ScopedValue}. */
    VARIABLE
  }

  /** Whether Java follows. */
  public boolean takesCode() {
    return functions.containsKey(CODE);
  }

  /** The subcommand of that name. */
  public Optional<CommandModel> subcommand(String word) {
    return subcommands.stream().filter(command -> command.name().equals(word)).findFirst();
  }
}
