package dev.culvert.magics.printopts;

import dev.culvert.magics.printopts.number.FloatFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.function.Function;

/**
 * Which values an option takes, from Java and as text. {@link #parse} returns the value as it is
 * stored, or throws {@link IllegalArgumentException}; its message is empty or says more than {@link
 * #valid} does.
 */
abstract class ValueKind {

  private final String valid;

  private ValueKind(String valid) {
    this.valid = valid;
  }

  /** What is valid, in words. */
  final String valid() {
    return valid;
  }

  abstract Object parse(Object given);

  /** A stored value as text, as it can be given again. */
  String show(Object stored) {
    return stored == null ? "none" : stored.toString();
  }

  /** Whole numbers from a least one on. */
  static ValueKind whole(int least) {
    return new ValueKind("a whole number from " + least + " on") {
      @Override
      Object parse(Object given) {
        return wholeNumber(given, least);
      }
    };
  }

  /** Numbers of digits after the point; no double has more than the most. */
  static ValueKind digits() {
    return new ValueKind("a whole number from 0 to " + FloatFormat.MOST_DIGITS) {
      @Override
      Object parse(Object given) {
        int digits = wholeNumber(given, 0);
        if (digits > FloatFormat.MOST_DIGITS) {
          throw new IllegalArgumentException();
        }
        return digits;
      }
    };
  }

  /** Whole numbers, or none for no limit. */
  static ValueKind wholeOrNone(int least) {
    return new ValueKind("a whole number from " + least + " on, or none") {
      @Override
      Object parse(Object given) {
        return isNone(given) ? null : wholeNumber(given, least);
      }
    };
  }

  /** Whole numbers without an upper limit: inf is more than any array holds. */
  static ValueKind count() {
    return new ValueKind("a whole number from 0 on, or inf") {
      @Override
      Object parse(Object given) {
        if (isWord(given, "inf") || given instanceof Double real && real > Long.MAX_VALUE) {
          return Long.MAX_VALUE;
        }
        long count = given instanceof Long number ? number : wholeNumber(given, 0);
        if (count < 0) {
          throw new IllegalArgumentException();
        }
        return count;
      }

      @Override
      String show(Object stored) {
        return stored.equals(Long.MAX_VALUE) ? "inf" : stored.toString();
      }
    };
  }

  /** Numbers that are not negative, or none. */
  static ValueKind realOrNone() {
    return new ValueKind("a number from 0 on, or none") {
      @Override
      Object parse(Object given) {
        if (isNone(given)) {
          return null;
        }
        double value =
            given instanceof Number number
                ? number.doubleValue()
                : Double.parseDouble(text(given).strip());
        if (!(value >= 0)) {
          throw new IllegalArgumentException();
        }
        return value;
      }
    };
  }

  /** True or false. */
  static ValueKind truth() {
    return new ValueKind("true or false") {
      @Override
      Object parse(Object given) {
        if (given instanceof Boolean || isWord(given, "true") || isWord(given, "false")) {
          return given instanceof Boolean ? given : isWord(given, "true");
        }
        throw new IllegalArgumentException();
      }
    };
  }

  /** Any text, also an empty one. */
  static ValueKind anyText() {
    return new ValueKind("a text") {
      @Override
      Object parse(Object given) {
        return text(given);
      }

      @Override
      String show(Object stored) {
        return "'" + stored + "'";
      }
    };
  }

  /** One of some words. */
  static ValueKind oneOf(String... words) {
    return new ValueKind("one of " + String.join(", ", words)) {
      @Override
      Object parse(Object given) {
        String text = given instanceof Boolean ? given.toString() : text(given);
        for (String word : words) {
          if (word.equalsIgnoreCase(text)) {
            return word;
          }
        }
        throw new IllegalArgumentException();
      }
    };
  }

  /** A sign: minus, plus or a blank. */
  static ValueKind sign() {
    return new ValueKind("'-', '+' or ' '") {
      @Override
      Object parse(Object given) {
        String text = String.valueOf(given);
        if (!List.of("-", "+", " ").contains(text)) {
          throw new IllegalArgumentException();
        }
        return text;
      }

      @Override
      String show(Object stored) {
        return "'" + stored + "'";
      }
    };
  }

  /** A format of numbers as Python writes it, a function, or none. */
  static ValueKind floatFormat() {
    return new ValueKind("a format such as {:,.2f} or %.2f, in Java also a function, or none") {
      @Override
      Object parse(Object given) {
        if (isNone(given)) {
          return null;
        }
        if (given instanceof DoubleFunction<?> function) {
          return function instanceof FloatFormat
              ? function
              : (DoubleFunction<String>) value -> String.valueOf(function.apply(value));
        }
        if (given instanceof Function<?, ?> function) {
          return ofDouble(function);
        }
        return FloatFormat.of(text(given));
      }

      @Override
      String show(Object stored) {
        return stored == null || stored instanceof FloatFormat ? super.show(stored) : "a function";
      }
    };
  }

  @SuppressWarnings("unchecked") // a function of other values fails when it is called, as in Python
  private static DoubleFunction<String> ofDouble(Function<?, ?> function) {
    return value -> String.valueOf(((Function<Object, ?>) function).apply(value));
  }

  private static int wholeNumber(Object given, int least) {
    int value =
        given instanceof Integer || given instanceof Short || given instanceof Byte
            ? ((Number) given).intValue()
            : Integer.parseInt(text(given).strip());
    if (value < least) {
      throw new IllegalArgumentException();
    }
    return value;
  }

  private static String text(Object given) {
    if (given instanceof CharSequence || given instanceof Character) {
      return given.toString();
    }
    throw new IllegalArgumentException();
  }

  private static boolean isNone(Object given) {
    return given == null || isWord(given, "none") || isWord(given, "null");
  }

  private static boolean isWord(Object given, String word) {
    return given instanceof CharSequence text
        && text.toString().strip().toLowerCase(Locale.ROOT).equals(word);
  }
}
