package dev.culvert.magics.printopts.array;

import dev.culvert.magics.printopts.array.ArrayStyle.FloatMode;
import dev.culvert.magics.printopts.number.Binary;
import java.math.BigDecimal;

/**
 * How the digits of one number are written. Every text has a point, and no sign.
 *
 * @param scientific with an exponent of ten
 * @param digits digits after the point; less than 0 is as many as the number needs
 * @param fill whether every number has that many; else zeros at the end are left out
 * @param exact whether digits are the exact value's; else the shortest decimal's
 * @param exponent the fewest digits of the exponent
 */
record FloatNotation(boolean scientific, int digits, boolean fill, boolean exact, int exponent) {

  private static final int SHORTEST_EXPONENT = 2;

  /** The notation numbers are written in to see how much room they need. */
  static FloatNotation first(boolean scientific, ArrayStyle style) {
    boolean exact = style.floatMode() == FloatMode.FIXED;
    int digits = style.floatMode() == FloatMode.UNIQUE ? -1 : style.precision();
    return new FloatNotation(scientific, digits, false, exact, SHORTEST_EXPONENT);
  }

  /** This notation with the same number of digits for every number. */
  FloatNotation filled(int fraction, int exponentDigits) {
    return new FloatNotation(scientific, fraction, true, exact, exponentDigits);
  }

  String text(Binary number) {
    return scientific ? scientific(number) : positional(number);
  }

  private String positional(Binary number) {
    String plain = rounded(number, digits).toPlainString();
    String text = plain.indexOf('.') < 0 ? plain + "." : plain;
    return fill || exact ? text : withoutTrailingZeros(text);
  }

  private String scientific(Binary number) {
    BigDecimal rounded =
        exact ? number.significant(digits + 1) : rounded(number, digits - magnitude(number));
    if (rounded.signum() == 0) {
      return "0." + fraction("") + "e+" + exponent(0);
    }
    String significant = rounded.unscaledValue().toString();
    int power = significant.length() - 1 - rounded.scale();
    return significant.charAt(0)
        + "."
        + fraction(significant.substring(1))
        + (power < 0 ? "e-" : "e+")
        + exponent(Math.abs(power));
  }

  /** Where digits are filled up, NumPy counts them from the first one of the exact value. */
  private int magnitude(Binary number) {
    return fill ? number.exactMagnitude() : number.magnitude();
  }

  private BigDecimal rounded(Binary number, int scale) {
    if (exact) {
      return number.exactly(scale);
    }
    if (digits < 0) {
      return number.shortest();
    }
    return fill ? number.generated(scale) : number.atMost(scale);
  }

  private String fraction(String known) {
    if (!fill && !exact) {
      return withoutTrailingZeros(known);
    }
    int missing = digits - known.length();
    return missing >= 0 ? known + "0".repeat(missing) : known.substring(0, digits);
  }

  private String exponent(int power) {
    String text = Integer.toString(power);
    return "0".repeat(Math.max(0, exponent - text.length())) + text;
  }

  private static String withoutTrailingZeros(String text) {
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == '0') {
      end--;
    }
    return text.substring(0, end);
  }
}
