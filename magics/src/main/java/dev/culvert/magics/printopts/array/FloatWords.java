package dev.culvert.magics.printopts.array;

import dev.culvert.magics.printopts.array.ArrayStyle.FloatMode;
import dev.culvert.magics.printopts.array.ArrayStyle.Sign;
import dev.culvert.magics.printopts.array.Nested.Run;
import dev.culvert.magics.printopts.number.Binary;
import java.util.List;

/**
 * Floating point numbers, all in one notation and to one width.
 *
 * <p>Invariant: notation, digits and width come from the finite values that are shown; the others
 * only widen the column.
 */
final class FloatWords implements Words {

  /** Reads one value; a float is handed over as the double of the same value. */
  @FunctionalInterface
  interface Reader {
    double at(Object values, int index);
  }

  private final Reader reader;
  private final boolean single;
  private final ArrayStyle style;
  private final FloatNotation notation;
  private final int left;
  private final int right;

  private FloatWords(Reader reader, boolean single, ArrayStyle style, FloatSurvey survey) {
    this.reader = reader;
    this.single = single;
    this.style = style;
    boolean scientific = survey.isScientific(single, style.suppress());
    FloatNotation first = FloatNotation.first(scientific, style);
    Extent extent = new Extent();
    for (double value : survey.finite()) {
      extent.add(word(value, first));
    }
    this.notation = settled(first, extent);
    this.right = scientific ? extent.exponent + 2 + extent.fraction : extent.fraction;
    this.left = left(survey, extent);
  }

  static Words of(List<Run> shown, Reader reader, boolean single, ArrayStyle style) {
    return new FloatWords(reader, single, style, FloatSurvey.of(shown, reader));
  }

  @Override
  public String at(Object values, int index) {
    double value = reader.at(values, index);
    if (!Double.isFinite(value)) {
      String text = special(value);
      return " ".repeat(Math.max(0, left + right + 1 - text.length())) + text;
    }
    String text = word(value, notation);
    int point = text.indexOf('.');
    int fraction = text.length() - point - 1;
    String padded = " ".repeat(Math.max(0, left - point)) + text;
    return notation.scientific() ? padded : padded + " ".repeat(Math.max(0, right - fraction));
  }

  private FloatNotation settled(FloatNotation first, Extent extent) {
    FloatMode mode = style.floatMode();
    boolean equal = mode == FloatMode.FIXED || mode == FloatMode.MAXPREC_EQUAL;
    return first.scientific() || equal ? first.filled(extent.fraction, extent.exponent) : first;
  }

  private int left(FloatSurvey survey, Extent extent) {
    int left = extent.whole;
    if (style.sign() == Sign.SPACE && !survey.anyNegative()) {
      left++;
    }
    if (survey.allFinite()) {
      return left;
    }
    int offset = right + 1;
    int signOfInfinity = style.sign() != Sign.MINUS || survey.anyNegativeInfinity() ? 1 : 0;
    int special =
        Math.max(style.nan().length(), style.infinity().length() + signOfInfinity) - offset;
    return Math.max(left, special);
  }

  private String special(double value) {
    String plus = style.sign() == Sign.PLUS ? "+" : "";
    if (Double.isNaN(value)) {
      return plus + style.nan();
    }
    return (value < 0 ? "-" : plus) + style.infinity();
  }

  private String word(double value, FloatNotation notation) {
    boolean negative = Double.doubleToRawLongBits(value) < 0;
    String sign = negative ? "-" : style.sign() == Sign.PLUS ? "+" : "";
    return sign + notation.text(single ? Binary.of((float) value) : Binary.of(value));
  }

  /** The widest of each part of the words. */
  private static final class Extent {
    /** Characters before the point. */
    private int whole;

    /** Digits after the point. */
    private int fraction;

    /** Digits of the exponent; -1 without one. */
    private int exponent = -1;

    void add(String word) {
      int point = word.indexOf('.');
      int mark = word.indexOf('e', point);
      int end = mark < 0 ? word.length() : mark;
      whole = Math.max(whole, point);
      fraction = Math.max(fraction, end - point - 1);
      exponent = Math.max(exponent, mark < 0 ? -1 : word.length() - mark - 2);
    }
  }
}
