package dev.culvert.magics.printopts.table;

import dev.culvert.magics.printopts.number.PythonFloat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.DoubleUnaryOperator;

/**
 * A column of floating point numbers: all with as many digits as the one that needs most, or all in
 * scientific notation when one would be shown as 0 or take too much room.
 */
final class RealColumn {

  private static final String MISSING = "NaN";

  private final TableStyle style;

  /** Whether the numbers are floats; then limits are compared with as floats. */
  private final boolean single;

  RealColumn(TableStyle style, boolean single) {
    this.style = style;
    this.single = single;
  }

  List<String> texts(double[] values) {
    if (style.floatFormat() != null) {
      return each(values, style.floatFormat());
    }
    List<String> fixed = withoutCommonZeros(each(values, number(PythonFloat::fixed)));
    return needsScientific(values, fixed)
        ? withoutCommonZeros(each(values, number(PythonFloat::scientific)))
        : fixed;
  }

  /** One number among objects, where it need not agree with others. */
  String single(double value) {
    if (style.floatFormat() != null) {
      return style.floatFormat().apply(value);
    }
    String text = signed(value, PythonFloat::fixed);
    int end = text.length();
    while (text.charAt(end - 1) == '0') {
      end--;
    }
    return text.charAt(end - 1) == '.' ? text.substring(0, end) + "0" : text.substring(0, end);
  }

  @FunctionalInterface
  private interface SizeText {
    String of(double size, int precision);
  }

  private static List<String> each(double[] values, DoubleFunction<String> text) {
    return Arrays.stream(values)
        .mapToObj(value -> Double.isNaN(value) ? MISSING : text.apply(value))
        .toList();
  }

  private DoubleFunction<String> number(SizeText text) {
    return value -> signed(chop().applyAsDouble(value), text);
  }

  private DoubleUnaryOperator chop() {
    Double threshold = style.chopThreshold();
    return threshold == null
        ? DoubleUnaryOperator.identity()
        : value -> Math.abs(value) > limit(threshold) ? value : 0.0;
  }

  private String signed(double value, SizeText text) {
    String size = Double.isInfinite(value) ? "inf" : text.of(Math.abs(value), style.precision());
    return (Double.doubleToRawLongBits(value) < 0 ? "-" : " ") + size;
  }

  private boolean needsScientific(double[] values, List<String> fixed) {
    boolean tooLong = fixed.stream().anyMatch(text -> text.length() > style.precision() + 6);
    boolean anyLarge = Arrays.stream(values).anyMatch(value -> Math.abs(value) > 1e6);
    double least = limit(Double.parseDouble("1e-" + style.precision()));
    boolean anySmall =
        Arrays.stream(values).anyMatch(value -> value != 0 && Math.abs(value) < least);
    return anySmall || tooLong && anyLarge;
  }

  private double limit(double value) {
    return single ? (float) value : value;
  }

  /** Drops the zeros that all numbers with a point end in; one digit stays after the point. */
  private static List<String> withoutCommonZeros(List<String> texts) {
    int zeros =
        texts.stream().filter(RealColumn::isPlain).mapToInt(RealColumn::zerosAtEnd).min().orElse(0);
    List<String> trimmed = new ArrayList<>();
    for (String text : texts) {
      String shorter = isPlain(text) ? text.substring(0, text.length() - zeros) : text;
      trimmed.add(shorter.endsWith(".") ? shorter + "0" : shorter);
    }
    return trimmed;
  }

  private static boolean isPlain(String text) {
    return text.indexOf('.') >= 0 && text.indexOf('e') < 0;
  }

  private static int zerosAtEnd(String text) {
    int end = text.length();
    while (text.charAt(end - 1) == '0') {
      end--;
    }
    return text.length() - end;
  }
}
