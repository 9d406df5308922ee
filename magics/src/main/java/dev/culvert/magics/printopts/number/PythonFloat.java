package dev.culvert.magics.printopts.number;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Sizes of finite numbers as Python's format types f, e, g and {@code repr} write them. Every
 * method takes a number that is not negative and returns it without a sign.
 */
public final class PythonFloat {

  private PythonFloat() {}

  /** Type f. */
  public static String fixed(double size, int precision) {
    return Binary.of(size).exactly(precision).toPlainString();
  }

  /** Type e. */
  public static String scientific(double size, int precision) {
    BigDecimal rounded = Binary.of(size).significant(precision + 1);
    String digits = rounded.signum() == 0 ? "0" : rounded.unscaledValue().toString();
    int exponent = rounded.signum() == 0 ? 0 : digits.length() - 1 - rounded.scale();
    String fraction = digits.substring(1) + "0".repeat(precision + 1 - digits.length());
    return digits.charAt(0) + (precision == 0 ? "" : "." + fraction) + exponent(exponent);
  }

  /**
   * Type g.
   *
   * @param keepsPoint whether whole numbers end in {@code .0}, as they do without a type
   */
  public static String general(double size, int precision, boolean keepsPoint) {
    int digits = Math.max(1, precision);
    BigDecimal rounded = Binary.of(size).significant(digits);
    int exponent = rounded.signum() == 0 ? 0 : rounded.precision() - rounded.scale() - 1;
    if (exponent < -4 || exponent >= (keepsPoint ? digits - 1 : digits)) {
      return mantissa(rounded) + exponent(exponent);
    }
    return plain(rounded, keepsPoint);
  }

  /** The shortest text that reads back as the number. */
  public static String repr(double size) {
    Binary binary = Binary.of(size);
    int exponent = binary.magnitude();
    if (exponent < -4 || exponent >= 16) {
      return mantissa(binary.shortest()) + exponent(exponent);
    }
    return plain(binary.shortest(), true);
  }

  private static String mantissa(BigDecimal number) {
    String digits = number.stripTrailingZeros().unscaledValue().toString();
    return digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
  }

  private static String plain(BigDecimal number, boolean keepsPoint) {
    BigDecimal stripped = number.stripTrailingZeros();
    int scale = Math.max(stripped.scale(), keepsPoint ? 1 : 0);
    return stripped.setScale(scale, RoundingMode.UNNECESSARY).toPlainString();
  }

  private static String exponent(int exponent) {
    String digits = Integer.toString(Math.abs(exponent));
    return (exponent < 0 ? "e-" : "e+") + (digits.length() < 2 ? "0" : "") + digits;
  }
}
