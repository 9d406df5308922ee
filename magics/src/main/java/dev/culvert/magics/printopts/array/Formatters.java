package dev.culvert.magics.printopts.array;

import java.util.function.Function;

/**
 * Users' own functions in place of NumPy's formats, for each kind of values; null where there is
 * none.
 *
 * @param truth for {@code boolean}
 * @param whole for whole numbers, which come boxed in their own type
 * @param real for {@code double} and {@code float}, boxed in their own type
 * @param text for strings and characters
 * @param object for arrays of anything else, or of several kinds
 */
public record Formatters(
    Function<Object, String> truth,
    Function<Object, String> whole,
    Function<Object, String> real,
    Function<Object, String> text,
    Function<Object, String> object) {

  /** No functions. */
  public static final Formatters NONE = new Formatters(null, null, null, null, null);
}
