package dev.culvert.magics.printopts;

import dev.culvert.api.UserError;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleFunction;

/**
 * What cells call to say how numbers, arrays, frames and series are printed.
 *
 * <pre>{@code
 * PrintOptions.set("precision", 3, "suppress", true);
 * try (var o = PrintOptions.with("display.max_rows", 200)) {
 *   display(df);
 * }
 * }</pre>
 *
 * <p>Names may be shortened to any unambiguous part. Values may be given as text. The one static
 * field is the settings of the notebook this process runs, which the magic has, too.
 */
public final class PrintOptions {

  private static volatile PrintSettings settings = new PrintSettings();

  private PrintOptions() {}

  /** Binds the settings of this process's notebook. */
  public static void bind(PrintSettings notebook) {
    settings = Objects.requireNonNull(notebook);
  }

  /** The settings of this process's notebook. */
  public static PrintSettings settings() {
    return settings;
  }

  /**
   * Sets options.
   *
   * @param name the first option
   * @param value its value
   * @param more further names and values by turns
   * @throws UserError when a name or a value is wrong; then nothing is changed
   */
  public static void set(String name, Object value, Object... more) {
    settings.set(pairs(name, value, more));
  }

  /**
   * Sets an option that takes a function, as {@code set("float_format", x -> "%.1f".formatted(x))}.
   */
  public static void set(String name, DoubleFunction<String> format) {
    settings.set(Map.of(name, format));
  }

  /** The value of an option; {@code null} where it is none. */
  public static Object get(String name) {
    return settings.get(name);
  }

  /** The options whose full names have the text in them, one paragraph for each. */
  public static String describe(String pattern) {
    return new OptionList(settings.describe(pattern), true).toString();
  }

  /** All options, one paragraph for each. */
  public static String describe() {
    return describe("");
  }

  /** Puts the defaults of all options back that have the text in their full names, or of all. */
  public static void reset(String pattern) {
    settings.reset(pattern);
  }

  /** Puts all defaults back. */
  public static void reset() {
    reset("all");
  }

  /**
   * Sets options until the result is closed.
   *
   * @throws UserError when a name or a value is wrong; then nothing is changed
   */
  public static PrintSettings.Scope with(String name, Object value, Object... more) {
    return settings.with(pairs(name, value, more));
  }

  /** Sets an option that takes a function until the result is closed. */
  public static PrintSettings.Scope with(String name, DoubleFunction<String> format) {
    return settings.with(Map.of(name, format));
  }

  /** All options with their values. */
  public static List<PrintOption> all() {
    return settings.describe("");
  }

  private static Map<String, Object> pairs(String name, Object value, Object... more) {
    Map<String, Object> pairs = new LinkedHashMap<>();
    pairs.put(name, value);
    if (more == null || more.length % 2 != 0) {
      throw UserError.usage("names and values must come in pairs. Nothing was changed.");
    }
    for (int i = 0; i < more.length; i += 2) {
      if (!(more[i] instanceof String next)) {
        throw UserError.usage(
            "'%s' stands where a name of an option must. Nothing was changed.".formatted(more[i]));
      }
      pairs.put(next, more[i + 1]);
    }
    return pairs;
  }
}
