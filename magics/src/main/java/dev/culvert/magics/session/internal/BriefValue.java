package dev.culvert.magics.session.internal;

import java.lang.reflect.Array;
import java.util.StringJoiner;

/** A value in less than a line. */
final class BriefValue {

  private static final int MOST_ELEMENTS = 10;
  private static final int MOST_CHARACTERS = 70;

  private BriefValue() {}

  static String of(Object value) {
    String all = text(value);
    String line = all.lines().findFirst().orElse("");
    int end =
        line.offsetByCodePoints(
            0, Math.min(MOST_CHARACTERS, line.codePointCount(0, line.length())));
    return end == all.length() ? all : line.substring(0, end) + " ...";
  }

  private static String text(Object value) {
    if (value instanceof CharSequence text) {
      return '"' + text.toString() + '"';
    } else if (value instanceof Character c) {
      return "'" + c + "'";
    } else if (value != null && value.getClass().isArray()) {
      return array(value);
    }
    try {
      return String.valueOf(value);
    } catch (RuntimeException | StackOverflowError e) { // the user's toString
      return "(its toString throws " + e.getClass().getSimpleName() + ")";
    }
  }

  private static String array(Object array) {
    StringJoiner elements = new StringJoiner(", ", "{", "}");
    int length = Array.getLength(array);
    for (int i = 0; i < Math.min(length, MOST_ELEMENTS); i++) {
      elements.add(of(Array.get(array, i)));
    }
    if (length > MOST_ELEMENTS) {
      elements.add("... " + length + " in all");
    }
    return elements.toString();
  }
}
