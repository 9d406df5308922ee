package dev.culvert.magics.printopts.table;

import java.util.Objects;
import java.util.function.DoubleFunction;

/**
 * How frames and series are printed: pandas' display options. A missing limit (null) is none.
 *
 * @param maxRows more rows than this are cut; null never cuts
 * @param minRows the rows that are left of a cut frame; null is as many as {@code maxRows}
 * @param maxColumns more columns than this are cut
 * @param maxColumnWidth longer values are cut
 * @param width characters in a line; null is any number
 * @param breaksLines whether a frame that is wider is shown in blocks
 * @param precision digits after the point
 * @param floatFormat formats floating point numbers instead of everything else here; null is none
 * @param chopThreshold smaller numbers are printed as 0
 * @param dimensions when "rows x columns" is shown
 * @param header how column names stand
 * @param largeFrames what is shown of a frame that has more rows or columns than those limits
 * @param textWidth what counts as the width of a text
 */
public record TableStyle(
    Integer maxRows,
    Integer minRows,
    Integer maxColumns,
    Integer maxColumnWidth,
    Integer width,
    boolean breaksLines,
    int precision,
    DoubleFunction<String> floatFormat,
    Double chopThreshold,
    Dimensions dimensions,
    Justify header,
    LargeFrames largeFrames,
    TextWidth textWidth) {

  public TableStyle {
    Objects.requireNonNull(dimensions, "dimensions");
    Objects.requireNonNull(header, "header");
    Objects.requireNonNull(largeFrames, "largeFrames");
    Objects.requireNonNull(textWidth, "textWidth");
  }

  /** The width at which lines are broken; null breaks none. */
  Integer lineWidth() {
    return breaksLines ? width : null;
  }

  /** When the number of rows and columns is shown. */
  public enum Dimensions {
    ALWAYS,
    NEVER,
    /** Only below a cut frame. */
    TRUNCATE
  }

  /** Where text stands in a wider column. */
  public enum Justify {
    LEFT,
    CENTER,
    RIGHT
  }

  /** What is shown of a frame that is too large. */
  public enum LargeFrames {
    /** Its edges. */
    CUT,
    /** Its columns: their names, how many values they have, and their types. */
    INFO
  }

  /** What counts as the width of a text. */
  public enum TextWidth {
    /** Every code point is one wide, as everywhere in Python. */
    CODE_POINTS,
    /** East Asian wide characters and most emoji are two wide. */
    EAST_ASIAN,
    /** Characters that are wide in East Asian fonts alone are two wide, too. */
    EAST_ASIAN_AMBIGUOUS_WIDE
  }
}
