package dev.culvert.magics.printopts.number;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number's format as Python writes it: {@code {:,.2f}} with any text around it, or {@code %.2f}.
 *
 * <p>Of Python's format language it has fill, alignment, sign, width, grouping, precision and the
 * types e, E, f, F, g, G and %.
 */
public final class FloatFormat implements DoubleFunction<String> {

  /** The most digits a format may ask for; no double has more than 1,074 after the point. */
  public static final int MOST_DIGITS = 1100;

  private static final Pattern FIELD = Pattern.compile("\\{(?:0?)(?::([^{}]*))?}");
  private static final Pattern SPEC =
      Pattern.compile(
          "(?:(.)?([<>=^]))?([-+ ])?(0)?(\\d+)?([,_])?(?:\\.(\\d+))?([eEfFgG%])?", Pattern.DOTALL);
  private static final Pattern PERCENT =
      Pattern.compile("%([-+ 0]*)(\\d+)?(?:\\.(\\d+))?([eEfFgG])");

  private final String source;
  private final String before;
  private final Spec spec;
  private final String after;

  private record Spec(
      char fill, char align, String sign, int width, String group, Integer precision, char type) {}

  private FloatFormat(String source, String before, Spec spec, String after) {
    if (spec.width > MOST_DIGITS || spec.precision != null && spec.precision > MOST_DIGITS) {
      throw new IllegalArgumentException("it asks for more than " + MOST_DIGITS + " characters");
    }
    this.source = source;
    this.before = before;
    this.spec = spec;
    this.after = after;
  }

  /**
   * Reads a format.
   *
   * @throws IllegalArgumentException when it is none, or has no place or more than one for the
   *     number
   */
  public static FloatFormat of(String format) {
    boolean brackets = format.indexOf('{') >= 0;
    Matcher matcher = (brackets ? FIELD : PERCENT).matcher(format);
    if (!matcher.find()) {
      throw new IllegalArgumentException("it has no place for a number");
    }
    Spec spec = brackets ? spec(matcher.group(1)) : percentSpec(matcher);
    String before = format.substring(0, matcher.start());
    String after = format.substring(matcher.end());
    if (brackets) {
      return new FloatFormat(format, literal(before, "{", "}"), spec, literal(after, "{", "}"));
    }
    return new FloatFormat(format, literal(before, "%"), spec, literal(after, "%"));
  }

  /** A plain text, in which the marks may only stand doubled. */
  private static String literal(String text, String... marks) {
    String rest = text;
    String plain = text;
    for (String mark : marks) {
      rest = rest.replace(mark + mark, "");
      plain = plain.replace(mark + mark, mark);
      if (rest.contains(mark)) {
        throw new IllegalArgumentException("it has '" + mark + "' in the text around the number");
      }
    }
    return plain;
  }

  private static Spec spec(String text) {
    Matcher matcher = SPEC.matcher(text == null ? "" : text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("'" + text + "' is not a format of a number");
    }
    boolean zeros = matcher.group(4) != null;
    char align = matcher.group(2) != null ? matcher.group(2).charAt(0) : zeros ? '=' : '>';
    char fill = matcher.group(1) != null ? matcher.group(1).charAt(0) : zeros ? '0' : ' ';
    return new Spec(
        fill,
        align,
        orElse(matcher.group(3), "-"),
        Integer.parseInt(orElse(matcher.group(5), "0")),
        orElse(matcher.group(6), ""),
        matcher.group(7) == null ? null : Integer.valueOf(matcher.group(7)),
        orElse(matcher.group(8), "r").charAt(0));
  }

  private static Spec percentSpec(Matcher matcher) {
    String flags = matcher.group(1);
    boolean left = flags.contains("-");
    boolean zeros = flags.contains("0") && !left;
    return new Spec(
        zeros ? '0' : ' ',
        left ? '<' : zeros ? '=' : '>',
        flags.contains("+") ? "+" : flags.contains(" ") ? " " : "-",
        Integer.parseInt(orElse(matcher.group(2), "0")),
        "",
        Integer.valueOf(orElse(matcher.group(3), "6")),
        matcher.group(4).charAt(0));
  }

  private static String orElse(String text, String other) {
    return text == null ? other : text;
  }

  @Override
  public String apply(double value) {
    return before + number(value) + after;
  }

  /** The format as it was written. */
  @Override
  public String toString() {
    return source;
  }

  private String number(double value) {
    boolean negative = Double.doubleToRawLongBits(value) < 0 && !Double.isNaN(value);
    String sign = negative ? "-" : spec.sign.equals("-") ? "" : spec.sign;
    String size = Double.isFinite(value) ? size(Math.abs(value)) : special(value);
    if (Character.isUpperCase(spec.type)) {
      size = size.toUpperCase(Locale.ROOT);
    }
    return aligned(sign, size, Double.isFinite(value));
  }

  private String special(double value) {
    return (Double.isNaN(value) ? "nan" : "inf") + (spec.type == '%' ? "%" : "");
  }

  private String size(double value) {
    int precision = spec.precision == null ? 6 : spec.precision;
    return switch (Character.toLowerCase(spec.type)) {
      case 'f' -> PythonFloat.fixed(value, precision);
      case 'e' -> PythonFloat.scientific(value, precision);
      case 'g' -> PythonFloat.general(value, precision, false);
      case '%' -> percent(value, precision);
      default ->
          spec.precision == null
              ? PythonFloat.repr(value)
              : PythonFloat.general(value, precision, true);
    };
  }

  private static String percent(double value, int precision) {
    double hundredfold = value * 100;
    if (Double.isInfinite(hundredfold)) {
      return "inf%";
    }
    return new BigDecimal(hundredfold).setScale(precision, RoundingMode.HALF_EVEN).toPlainString()
        + "%";
  }

  private String aligned(String sign, String size, boolean finite) {
    boolean zeros = spec.fill == '0' && spec.align == '=' && finite;
    String grouped =
        spec.group.isEmpty() || !finite
            ? size
            : grouped(size, zeros ? spec.width - sign.length() : 0);
    int missing = spec.width - sign.length() - grouped.length();
    if (missing <= 0) {
      return sign + grouped;
    }
    String fill = String.valueOf(spec.fill);
    return switch (spec.align) {
      case '<' -> sign + grouped + fill.repeat(missing);
      case '=' -> sign + fill.repeat(missing) + grouped;
      case '^' -> fill.repeat(missing / 2) + sign + grouped + fill.repeat(missing - missing / 2);
      default -> fill.repeat(missing) + sign + grouped;
    };
  }

  /** Groups the whole part by thousands; zeros that fill the width are grouped with it. */
  private String grouped(String size, int width) {
    int end = 0;
    while (end < size.length() && Character.isDigit(size.charAt(end))) {
      end++;
    }
    StringBuilder whole = new StringBuilder(size.substring(0, end));
    String rest = size.substring(end);
    while (whole.length() + (whole.length() - 1) / 3 + rest.length() < width) {
      whole.insert(0, '0');
    }
    for (int i = whole.length() - 3; i > 0; i -= 3) {
      whole.insert(i, spec.group);
    }
    return whole + rest;
  }
}
