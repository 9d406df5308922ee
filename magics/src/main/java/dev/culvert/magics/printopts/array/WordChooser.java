package dev.culvert.magics.printopts.array;

import dev.culvert.magics.printopts.array.Nested.Run;
import java.lang.reflect.Array;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Chooses how values are formatted, by the element type or, for objects, by what is there. */
final class WordChooser {

  private static final Set<Class<?>> WHOLE =
      Set.of(Byte.class, Short.class, Integer.class, Long.class);

  private WordChooser() {}

  static Words choose(Class<?> element, List<Run> shown, ArrayStyle style) {
    if (element == double.class) {
      return FloatWords.of(shown, (values, i) -> ((double[]) values)[i], false, style);
    }
    if (element == float.class) {
      return FloatWords.of(shown, (values, i) -> ((float[]) values)[i], true, style);
    }
    if (element == boolean.class) {
      return (values, i) -> truth(((boolean[]) values)[i]);
    }
    if (element == char.class) {
      return (values, i) -> PythonText.quote(String.valueOf(((char[]) values)[i]));
    }
    if (element.isPrimitive()) {
      return IntegerWords.of(shown, Array::getLong, style.sign());
    }
    return objects(shown, style);
  }

  private static Words objects(List<Run> shown, ArrayStyle style) {
    if (all(shown, value -> value != null && WHOLE.contains(value.getClass()))) {
      return IntegerWords.of(
          shown, (values, i) -> ((Number) ((Object[]) values)[i]).longValue(), style.sign());
    }
    boolean single = all(shown, Float.class::isInstance);
    if (single || all(shown, WordChooser::isRealOrWhole)) {
      return FloatWords.of(
          shown, (values, i) -> ((Number) ((Object[]) values)[i]).doubleValue(), single, style);
    }
    if (all(shown, Boolean.class::isInstance)) {
      return (values, i) -> truth((Boolean) ((Object[]) values)[i]);
    }
    return (values, i) -> object(((Object[]) values)[i]);
  }

  private static boolean isRealOrWhole(Object value) {
    return value instanceof Double
        || value instanceof Float
        || value != null && WHOLE.contains(value.getClass());
  }

  private static String truth(boolean value) {
    return value ? " True" : "False";
  }

  private static String object(Object value) {
    if (value == null) {
      return "None";
    }
    if (value instanceof CharSequence || value instanceof Character) {
      return PythonText.quote(value.toString());
    }
    if (value instanceof Boolean truth) {
      return truth ? "True" : "False";
    }
    if (value.getClass().isArray()) {
      return value.getClass().getComponentType().getTypeName() + "[" + Array.getLength(value) + "]";
    }
    return value.toString();
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
}
