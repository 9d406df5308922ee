package dev.culvert.magics.printopts.number;

import java.math.BigInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * A power of ten, rounded up to a 126-bit integer times a power of two that {@link #floorLog2(int)}
 * implies, in two words of 63 bits.
 *
 * <p>Powers are computed when they are first asked for and kept. Two threads may compute the same
 * one: they store equal values.
 */
record PowerOfTen(long high, long low) {

  private static final int LOWEST = -310;
  private static final int HIGHEST = 350;
  private static final int BITS = 126;

  private static final AtomicReferenceArray<PowerOfTen> KNOWN =
      new AtomicReferenceArray<>(HIGHEST - LOWEST + 1);

  static PowerOfTen of(int exponent) {
    PowerOfTen known = KNOWN.get(exponent - LOWEST);
    if (known == null) {
      known = compute(exponent);
      KNOWN.set(exponent - LOWEST, known);
    }
    return known;
  }

  /** The floor of the binary logarithm of 10^exponent; exact for exponents of up to +-400. */
  static int floorLog2(int exponent) {
    return (int) (exponent * 913_124_641_741L >> 38);
  }

  private static PowerOfTen compute(int exponent) {
    int shift = floorLog2(exponent) - (BITS - 1);
    BigInteger power = BigInteger.TEN.pow(Math.abs(exponent));
    BigInteger scaled;
    if (exponent >= 0) {
      scaled = shift >= 0 ? power.shiftRight(shift) : power.shiftLeft(-shift);
    } else {
      scaled = BigInteger.ONE.shiftLeft(-shift).divide(power);
    }
    BigInteger rounded = scaled.add(BigInteger.ONE);
    return new PowerOfTen(
        rounded.shiftRight(63).longValueExact(), rounded.longValue() & Long.MAX_VALUE);
  }
}
