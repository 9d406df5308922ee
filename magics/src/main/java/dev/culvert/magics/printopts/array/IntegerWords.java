package dev.culvert.magics.printopts.array;

import dev.culvert.magics.printopts.array.ArrayStyle.Sign;
import dev.culvert.magics.printopts.array.Nested.Run;
import java.util.List;

/** Whole numbers, right aligned to the width of the longest. */
final class IntegerWords {

  /** Reads one value. */
  @FunctionalInterface
  interface Reader {
    long at(Object values, int index);
  }

  private IntegerWords() {}

  static Words of(List<Run> shown, Reader reader, Sign wanted) {
    long least = Long.MAX_VALUE;
    long greatest = Long.MIN_VALUE;
    for (Run run : shown) {
      for (int i = run.from(); i < run.to(); i++) {
        long value = reader.at(run.values(), i);
        least = Math.min(least, value);
        greatest = Math.max(greatest, value);
      }
    }
    Sign sign = wanted == Sign.SPACE && least < 0 ? Sign.MINUS : wanted;
    boolean signed = greatest >= 0 && sign != Sign.MINUS;
    int longest = Long.toString(greatest).length() + (signed ? 1 : 0);
    int width = Math.max(longest, Long.toString(least).length());
    return (values, i) -> pad(text(reader.at(values, i), sign), width);
  }

  private static String text(long value, Sign sign) {
    String digits = Long.toString(value);
    if (value < 0 || sign == Sign.MINUS) {
      return digits;
    }
    return (sign == Sign.PLUS ? '+' : ' ') + digits;
  }

  private static String pad(String text, int width) {
    return " ".repeat(Math.max(0, width - text.length())) + text;
  }
}
