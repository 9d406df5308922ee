package dev.culvert.magics.printopts.number;

import java.math.BigDecimal;

/**
 * The shortest decimal that reads back as the same binary number, and of those the closest.
 *
 * <p>{@code Double.toString} cannot serve: up to JDK 18 it prints {@code 2e23} as {@code
 * 1.9999999999999998E23} (JDK-4511638), and it always prints two digits. The search is Giulietti's
 * Schubfach: the borders of the interval that rounds to the number are scaled by a power of ten so
 * that the interval holds at least one and at most a few integers, and the candidates are compared
 * with the borders in 64-bit integers. Hazard: the two lowest bits of every scaled value are
 * fraction bits, of which the last is "something was cut off".
 */
final class ShortestDecimal {

  private static final int DOUBLE_FRACTION = 52;
  private static final int FLOAT_FRACTION = 23;

  private ShortestDecimal() {}

  /** The decimal for a finite value of either sign; the sign is dropped. */
  static BigDecimal of(double value) {
    long bits = Double.doubleToRawLongBits(value);
    long fraction = bits & (1L << DOUBLE_FRACTION) - 1;
    int biased = (int) (bits >>> DOUBLE_FRACTION) & 0x7FF;
    return of(fraction, biased, DOUBLE_FRACTION, 1075);
  }

  /** The decimal for a finite value of either sign; the sign is dropped. */
  static BigDecimal of(float value) {
    int bits = Float.floatToRawIntBits(value);
    int fraction = bits & (1 << FLOAT_FRACTION) - 1;
    int biased = bits >>> FLOAT_FRACTION & 0xFF;
    return of(fraction, biased, FLOAT_FRACTION, 150);
  }

  private static BigDecimal of(long fraction, int biased, int fractionBits, int bias) {
    if (biased == 0) {
      return fraction == 0 ? BigDecimal.ZERO : search(fraction, 1 - bias, false);
    }
    long significand = fraction | 1L << fractionBits;
    int exponent = biased - bias;
    if (exponent <= 0 && -exponent <= fractionBits) {
      long whole = significand >> -exponent;
      if (whole << -exponent == significand) {
        return strip(whole, 0);
      }
    }
    return search(significand, exponent, fraction == 0 && biased > 1);
  }

  /** For significand * 2^exponent; narrow below when the next lower number is half as far. */
  private static BigDecimal search(long significand, int exponent, boolean narrowBelow) {
    long outside = significand & 1;
    long middle = significand << 2;
    int power = narrowBelow ? floorLog10ThreeQuarters(exponent) : floorLog10(exponent);
    int shift = exponent + PowerOfTen.floorLog2(-power) + 2;
    PowerOfTen scale = PowerOfTen.of(-power);
    long value = scaled(scale, middle << shift);
    long lower = scaled(scale, middle - (narrowBelow ? 1 : 2) << shift) + outside;
    long upper = scaled(scale, middle + 2 << shift) - outside;

    long below = value >> 2;
    if (below >= 10) {
      long tensBelow = below / 10 * 10;
      long tensAbove = tensBelow + 10;
      boolean belowFits = lower <= tensBelow << 2;
      boolean aboveFits = tensAbove << 2 <= upper;
      if (belowFits != aboveFits) {
        return strip(belowFits ? tensBelow : tensAbove, power);
      }
    }
    long above = below + 1;
    boolean belowFits = lower <= below << 2;
    boolean aboveFits = above << 2 <= upper;
    if (belowFits != aboveFits) {
      return strip(belowFits ? below : above, power);
    }
    long difference = value - (below + above << 1);
    boolean down = difference < 0 || difference == 0 && (below & 1) == 0;
    return strip(down ? below : above, power);
  }

  /** The product's upper part, its last bit set when anything below was cut off. */
  private static long scaled(PowerOfTen scale, long factor) {
    long carry = Math.multiplyHigh(scale.low(), factor);
    long middle = (scale.high() * factor >>> 1) + carry;
    long top = Math.multiplyHigh(scale.high(), factor) + (middle >>> 63);
    return top | (middle & Long.MAX_VALUE) + Long.MAX_VALUE >>> 63;
  }

  private static BigDecimal strip(long digits, int power) {
    long stripped = digits;
    int exponent = power;
    while (stripped % 10 == 0) {
      stripped /= 10;
      exponent++;
    }
    return BigDecimal.valueOf(stripped, -exponent);
  }

  /** The floor of log10(2^exponent). */
  private static int floorLog10(int exponent) {
    return (int) (exponent * 661_971_961_083L >> 41);
  }

  /** The floor of log10(3/4 * 2^exponent). */
  private static int floorLog10ThreeQuarters(int exponent) {
    return (int) (exponent * 661_971_961_083L - 274_743_187_321L >> 41);
  }
}
