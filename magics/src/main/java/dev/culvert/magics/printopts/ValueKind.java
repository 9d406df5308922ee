package dev.culvert.magics.printopts;

import dev.culvert.magics.printopts.number.FloatFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.function.LongFunction;

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

  /** The functional interface that a lambda for the option becomes; empty where it takes none. */
  Optional<String> functionType() {
    return Optional.empty();
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

  /** One value and no other, for a reason. */
  static ValueKind only(Object value, String reason) {
    return new ValueKind(value.toString()) {
      @Override
      Object parse(Object given) {
        if (value.equals(given) || isWord(given, value.toString())) {
          return value;
        }
        throw new IllegalArgumentException(reason);
      }
    };
  }

  /** A format of numbers as Python writes it, a function of a {@code double}, or none. */
  static ValueKind floatFormat() {
    return new FunctionKind(
        "a format such as {:,.2f} or %.2f, a function of a double, or none",
        DoubleFunction.class.getName() + "<?>") {
      @Override
      Object parseFunction(Object given) {
        return given instanceof DoubleFunction<?> || given instanceof Function<?, ?>
            ? given
            : FloatFormat.of(text(given));
      }
    };
  }

  /** A function of a {@code long}, or none. */
  static ValueKind wholeFormat() {
    return new FunctionKind("a function of a long, or none", LongFunction.class.getName() + "<?>") {
      @Override
      Object parseFunction(Object given) {
        if (given instanceof LongFunction<?> || given instanceof Function<?, ?>) {
          return given;
        }
        throw notAFunction(given, "LongFunction<String>");
      }
    };
  }

  /** A function of objects of a type, or none. */
  static ValueKind functionOf(Class<?> type) {
    return new FunctionKind(
        "a function of "
            + (type == Object.class ? "any value" : "a " + type.getSimpleName())
            + ", or none",
        Function.class.getName() + "<" + type.getName() + ", ?>") {
      @Override
      Object parseFunction(Object given) {
        if (given instanceof Function<?, ?>) {
          return given;
        }
        throw notAFunction(given, "Function<" + type.getSimpleName() + ", String>");
      }
    };
  }

  /** Kinds of values that are functions. */
  private abstract static class FunctionKind extends ValueKind {

    private final String functionType;

    FunctionKind(String valid, String functionType) {
      super(valid);
      this.functionType = functionType;
    }

    @Override
    final Optional<String> functionType() {
      return Optional.of(functionType);
    }

    abstract Object parseFunction(Object given);

    @Override
    final Object parse(Object given) {
      return isNone(given) ? null : parseFunction(given);
    }

    @Override
    final String show(Object stored) {
      return stored == null || stored instanceof FloatFormat ? super.show(stored) : "a function";
    }
  }

  /** A lambda without types is one of a double, for Java has to take it for something. */
  private static IllegalArgumentException notAFunction(Object given, String type) {
    return given instanceof DoubleFunction<?>
        ? new IllegalArgumentException("write (" + type + ") before the lambda")
        : new IllegalArgumentException();
  }

  private static int wholeNumber(Object given, int least) {
    long value =
        isWhole(given) ? ((Number) given).longValue() : Integer.parseInt(text(given).strip());
    if (value < least || value > Integer.MAX_VALUE) {
      throw new IllegalArgumentException();
    }
    return (int) value;
  }

  private static boolean isWhole(Object given) {
    return given instanceof Integer
        || given instanceof Long
        || given instanceof Short
        || given instanceof Byte;
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
