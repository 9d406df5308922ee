package dev.culvert.magics.printopts;

import dev.culvert.api.UserError;
import dev.culvert.magics.printopts.array.Formatters;
import java.util.Map;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.stream.Stream;

/**
 * NumPy's {@code formatter}: functions for kinds of values, for groups of kinds, and for all. The
 * more special one goes before the more general.
 */
final class FormatterOptions {

  private static final String GROUP = "numpy.formatter.";

  private static final String TRUTH = GROUP + "bool";
  private static final String WHOLE = GROUP + "int";
  private static final String ALL_WHOLE = GROUP + "int_kind";
  private static final String REAL = GROUP + "float";
  private static final String ALL_REAL = GROUP + "float_kind";
  private static final String TEXT = GROUP + "numpystr";
  private static final String ALL_TEXT = GROUP + "str_kind";
  private static final String OBJECT = GROUP + "object";
  private static final String ALL = GROUP + "all";

  private FormatterOptions() {}

  static Stream<Definition> definitions() {
    return Stream.of(
        option(ALL, ValueKind.functionOf(Object.class), "how any value is shown"),
        option(TRUTH, ValueKind.functionOf(Boolean.class), "how truths are shown"),
        option(WHOLE, ValueKind.wholeFormat(), "how whole numbers are shown"),
        option(ALL_WHOLE, ValueKind.wholeFormat(), "the same as int: Java has no other kind"),
        option(REAL, ValueKind.floatFormat(), "how floating point numbers are shown"),
        option(ALL_REAL, ValueKind.floatFormat(), "the same as float: Java has no other kind"),
        option(TEXT, ValueKind.functionOf(String.class), "how strings are shown"),
        option(ALL_TEXT, ValueKind.functionOf(String.class), "the same as numpystr"),
        option(
            OBJECT,
            ValueKind.functionOf(Object.class),
            "how values of arrays of other or several types are shown"));
  }

  private static Definition option(String name, ValueKind kind, String description) {
    return new Definition(name, null, kind, description);
  }

  /** The functions among an options' values. */
  static Formatters of(Map<String, Object> values) {
    return new Formatters(
        first(values, TRUTH, ALL),
        first(values, WHOLE, ALL_WHOLE, ALL),
        first(values, REAL, ALL_REAL, ALL),
        ofText(first(values, TEXT, ALL_TEXT, ALL)),
        first(values, OBJECT, ALL));
  }

  private static Function<Object, String> first(Map<String, Object> values, String... names) {
    for (String name : names) {
      Object function = values.get(name);
      if (function != null) {
        return safe(name, function);
      }
    }
    return null;
  }

  /** A character comes as a string, as NumPy has no other. */
  private static Function<Object, String> ofText(Function<Object, String> function) {
    return function == null ? null : value -> function.apply(value.toString());
  }

  /** A user's function, whose own failure is one clear error. */
  static Function<Object, String> safe(String option, Object function) {
    Function<Object, String> boxed = ofBoxed(function);
    return value -> {
      try {
        return boxed.apply(value);
      } catch (RuntimeException failed) {
        throw new UserError(
            "FormatError",
            "the function of %s failed: %s. Set another one, or none: %%printopts reset %s"
                .formatted(option, failed, option),
            failed);
      }
    };
  }

  /** One type of functions for all that options take. */
  @SuppressWarnings("unchecked") // a function of other values fails when it is called, as in Python
  private static Function<Object, String> ofBoxed(Object function) {
    if (function instanceof DoubleFunction<?> ofDouble) {
      return value -> String.valueOf(ofDouble.apply(((Number) value).doubleValue()));
    }
    if (function instanceof LongFunction<?> ofLong) {
      return value -> String.valueOf(ofLong.apply(((Number) value).longValue()));
    }
    return value -> String.valueOf(((Function<Object, ?>) function).apply(value));
  }
}
