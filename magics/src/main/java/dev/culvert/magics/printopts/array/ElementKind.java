package dev.culvert.magics.printopts.array;

import dev.culvert.magics.printopts.array.Nested.Run;
import java.lang.reflect.Array;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What the values of an array are, which decides how they are formatted: by the element type or,
 * for objects, by what is there.
 */
enum ElementKind {
  TRUTH {
    @Override
    Function<Object, String> own(Formatters formatters) {
      return formatters.truth();
    }

    @Override
    Words standard(Class<?> element, List<Run> shown, ArrayStyle style) {
      return (values, i) -> (Boolean) Array.get(values, i) ? " True" : "False";
    }
  },

  WHOLE {
    @Override
    Function<Object, String> own(Formatters formatters) {
      return formatters.whole();
    }

    @Override
    Words standard(Class<?> element, List<Run> shown, ArrayStyle style) {
      return IntegerWords.of(shown, reader(element), style.sign());
    }

    private IntegerWords.Reader reader(Class<?> element) {
      if (element == int.class) {
        return (values, i) -> ((int[]) values)[i];
      }
      return element.isPrimitive()
          ? Array::getLong
          : (values, i) -> ((Number) ((Object[]) values)[i]).longValue();
    }
  },

  SINGLE {
    @Override
    Function<Object, String> own(Formatters formatters) {
      return formatters.real();
    }

    @Override
    Words standard(Class<?> element, List<Run> shown, ArrayStyle style) {
      return FloatWords.of(shown, reader(element), true, style);
    }
  },

  DOUBLE {
    @Override
    Function<Object, String> own(Formatters formatters) {
      return formatters.real();
    }

    @Override
    Words standard(Class<?> element, List<Run> shown, ArrayStyle style) {
      return FloatWords.of(shown, reader(element), false, style);
    }
  },

  TEXT {
    @Override
    Function<Object, String> own(Formatters formatters) {
      return formatters.text();
    }

    @Override
    Words standard(Class<?> element, List<Run> shown, ArrayStyle style) {
      return (values, i) -> PythonText.quote(Array.get(values, i).toString());
    }
  },

  OBJECT {
    @Override
    Function<Object, String> own(Formatters formatters) {
      return formatters.object();
    }

    @Override
    Words standard(Class<?> element, List<Run> shown, ArrayStyle style) {
      return (values, i) -> text(((Object[]) values)[i]);
    }

    private String text(Object value) {
      if (value == null) {
        return "None";
      }
      if (isText(value)) {
        return PythonText.quote(value.toString());
      }
      if (value instanceof Boolean truth) {
        return truth ? "True" : "False";
      }
      if (value.getClass().isArray()) {
        Class<?> element = value.getClass().getComponentType();
        return element.getTypeName() + "[" + Array.getLength(value) + "]";
      }
      return value.toString();
    }
  };

  private static final Set<Class<?>> WHOLE_TYPES =
      Set.of(Byte.class, Short.class, Integer.class, Long.class);

  /** The format of the values that are shown. */
  static Words words(Class<?> element, List<Run> shown, ArrayStyle style) {
    ElementKind kind = element.isPrimitive() ? ofPrimitive(element) : ofObjects(shown);
    Function<Object, String> own = kind.own(style.formatters());
    return own == null
        ? kind.standard(element, shown, style)
        : (values, i) -> own.apply(Array.get(values, i));
  }

  /** The user's function for this kind; null when there is none. */
  abstract Function<Object, String> own(Formatters formatters);

  /** NumPy's format of this kind. */
  abstract Words standard(Class<?> element, List<Run> shown, ArrayStyle style);

  private static ElementKind ofPrimitive(Class<?> element) {
    if (element == double.class) {
      return DOUBLE;
    } else if (element == float.class) {
      return SINGLE;
    } else if (element == boolean.class) {
      return TRUTH;
    }
    return element == char.class ? TEXT : WHOLE;
  }

  private static ElementKind ofObjects(List<Run> shown) {
    if (all(shown, ElementKind::isWhole)) {
      return WHOLE;
    } else if (all(shown, Float.class::isInstance)) {
      return SINGLE;
    } else if (all(
        shown, value -> value instanceof Double || value instanceof Float || isWhole(value))) {
      return DOUBLE;
    } else if (all(shown, Boolean.class::isInstance)) {
      return TRUTH;
    }
    return all(shown, ElementKind::isText) ? TEXT : OBJECT;
  }

  private static boolean isWhole(Object value) {
    return value != null && WHOLE_TYPES.contains(value.getClass());
  }

  private static boolean isText(Object value) {
    return value instanceof CharSequence || value instanceof Character;
  }

  private static boolean all(List<Run> shown, Predicate<Object> test) {
    for (Run run : shown) {
      for (int i = run.from(); i < run.to(); i++) {
        if (!test.test(((Object[]) run.values())[i])) {
          return false;
        }
      }
    }
    return true;
  }

  private static FloatWords.Reader reader(Class<?> element) {
    if (element == double.class) {
      return (values, i) -> ((double[]) values)[i];
    } else if (element == float.class) {
      return (values, i) -> ((float[]) values)[i];
    }
    return (values, i) -> ((Number) ((Object[]) values)[i]).doubleValue();
  }
}
