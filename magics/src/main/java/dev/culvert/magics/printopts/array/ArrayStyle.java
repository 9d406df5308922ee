package dev.culvert.magics.printopts.array;

import java.util.Objects;

/**
 * How arrays are printed: NumPy's print options.
 *
 * @param edgeItems values shown at each end of a summarised dimension
 * @param threshold the most values that are printed without a summary
 * @param floatMode what {@code precision} means
 * @param precision digits after the point
 * @param suppress true to avoid the scientific notation for small numbers
 * @param lineWidth characters in a line
 * @param nan the text for not-a-number
 * @param infinity the text for infinity
 * @param sign which sign non-negative numbers get
 * @param formatters users' own functions, which go before all of this
 */
public record ArrayStyle(
    int edgeItems,
    long threshold,
    FloatMode floatMode,
    int precision,
    boolean suppress,
    int lineWidth,
    String nan,
    String infinity,
    Sign sign,
    Formatters formatters) {

  public ArrayStyle {
    Objects.requireNonNull(floatMode, "floatMode");
    Objects.requireNonNull(nan, "nan");
    Objects.requireNonNull(infinity, "infinity");
    Objects.requireNonNull(sign, "sign");
    Objects.requireNonNull(formatters, "formatters");
  }

  /** What {@code precision} means. */
  public enum FloatMode {
    /** Always that many digits. */
    FIXED,
    /** As many as each number needs, whatever the precision. */
    UNIQUE,
    /** At most that many, for each number by itself. */
    MAXPREC,
    /** At most that many, and the same number of digits for all. */
    MAXPREC_EQUAL
  }

  /** The sign of numbers that are not negative. */
  public enum Sign {
    /** None. */
    MINUS,
    /** A plus. */
    PLUS,
    /** A blank. */
    SPACE
  }
}
