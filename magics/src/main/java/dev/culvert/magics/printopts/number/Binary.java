package dev.culvert.magics.printopts.number;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * The size of one finite binary floating point number, in decimal. The sign is not part of it.
 *
 * <p>Invariant: what is returned is rounded once, from the exact binary value, whatever shorter way
 * was taken to it.
 */
public final class Binary {

  private final double size;
  private final boolean single;

  /** Digits up to which the shortest decimal, filled with zeros, is the exact value rounded. */
  private final int certainDigits;

  private final BigDecimal shortest;

  private Binary(double size, boolean single) {
    this.size = size;
    this.single = single;
    boolean full = size >= (single ? Float.MIN_NORMAL : Double.MIN_NORMAL);
    this.certainDigits = !full ? 0 : single ? 6 : 15;
    this.shortest = single ? ShortestDecimal.of((float) size) : ShortestDecimal.of(size);
  }

  /** A finite double. */
  public static Binary of(double value) {
    return new Binary(Math.abs(value), false);
  }

  /** A finite float. */
  public static Binary of(float value) {
    return new Binary(Math.abs(value), true);
  }

  /** The shortest decimal that reads back as this number. */
  public BigDecimal shortest() {
    return shortest;
  }

  /** The power of ten of the first digit; 0 for zero. */
  public int magnitude() {
    return shortest.signum() == 0 ? 0 : shortest.precision() - shortest.scale() - 1;
  }

  /** As {@link #magnitude}, of the exact value: a shortest power of ten may be a bit too large. */
  public int exactMagnitude() {
    boolean power = shortest.precision() == 1 && shortest.unscaledValue().equals(BigInteger.ONE);
    boolean below = power && new BigDecimal(size).compareTo(shortest) < 0;
    return below ? magnitude() - 1 : magnitude();
  }

  /** The shortest decimal, rounded where it has more than the given digits after the point. */
  public BigDecimal atMost(int scale) {
    if (shortest.scale() <= scale) {
      return shortest;
    }
    return isTie(scale) ? exactly(scale) : shortest.setScale(scale, RoundingMode.HALF_EVEN);
  }

  /** Rounded to exactly the given digits after the point, from the exact value. */
  public BigDecimal exactly(int scale) {
    boolean isShort = scale + magnitude() < certainDigits;
    if (isShort && !isTie(scale)) {
      return shortest.setScale(scale, RoundingMode.HALF_EVEN);
    }
    return new BigDecimal(size).setScale(scale, RoundingMode.HALF_EVEN);
  }

  /**
   * Exactly the given digits after the point, as NumPy generates them: the shortest decimal where
   * it has that many; else true digits. The last of them is rounded towards the only side that
   * still reads back as this number, if there is but one (which differs from {@link #exactly} only
   * beside powers of two).
   */
  public BigDecimal generated(int scale) {
    if (shortest.scale() >= scale) {
      return atMost(scale).setScale(scale, RoundingMode.UNNECESSARY);
    }
    if (scale + magnitude() < certainDigits || shortest.signum() == 0) {
      return shortest.setScale(scale, RoundingMode.UNNECESSARY);
    }
    return roundedInside(scale);
  }

  private BigDecimal roundedInside(int scale) {
    BigDecimal exact = new BigDecimal(size);
    BigDecimal below = exact.setScale(scale, RoundingMode.DOWN);
    BigDecimal above = below.add(new BigDecimal(BigInteger.ONE, scale));
    BigDecimal gapAbove = halfGap(single ? Math.ulp((float) size) : Math.ulp(size));
    boolean belowFits = exact.subtract(below).compareTo(gapBelow(gapAbove)) <= edge();
    boolean aboveFits = above.subtract(exact).compareTo(gapAbove) <= edge();
    if (belowFits != aboveFits) {
      return belowFits ? below : above;
    }
    return exact.setScale(scale, RoundingMode.HALF_EVEN);
  }

  private BigDecimal gapBelow(BigDecimal gapAbove) {
    return isPowerOfTwo() ? gapAbove.divide(BigDecimal.valueOf(2)) : gapAbove;
  }

  private static BigDecimal halfGap(double ulp) {
    return new BigDecimal(ulp).divide(BigDecimal.valueOf(2));
  }

  /** 0 when a decimal on the border of the interval reads back as this number, else -1. */
  private int edge() {
    long bits = single ? Float.floatToRawIntBits((float) size) : Double.doubleToRawLongBits(size);
    return (bits & 1) == 0 ? 0 : -1;
  }

  private boolean isPowerOfTwo() {
    return single
        ? (Float.floatToRawIntBits((float) size) & 0x7F_FFFF) == 0 && size > Float.MIN_NORMAL
        : (Double.doubleToRawLongBits(size) & 0xF_FFFF_FFFF_FFFFL) == 0 && size > Double.MIN_NORMAL;
  }

  /** Whether the shortest decimal lies in the middle, where only the exact value can tell. */
  private boolean isTie(int scale) {
    return shortest.scale() == scale + 1
        && shortest.unscaledValue().mod(BigInteger.TEN).intValue() == 5;
  }

  /** As {@link #exactly}, with the given digits in all. */
  public BigDecimal significant(int digits) {
    if (size == 0) {
      return BigDecimal.ZERO;
    }
    return new BigDecimal(size).round(new MathContext(digits, RoundingMode.HALF_EVEN));
  }
}
