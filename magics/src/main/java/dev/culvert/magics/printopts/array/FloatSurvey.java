package dev.culvert.magics.printopts.array;

import dev.culvert.magics.printopts.array.Nested.Run;
import java.util.Arrays;
import java.util.List;

/**
 * What the values that are shown are like.
 *
 * @param finite the finite ones
 * @param least the smallest size that is not 0; infinite when there is none
 * @param greatest the greatest finite size; 0 when there is none
 */
record FloatSurvey(
    double[] finite,
    double least,
    double greatest,
    boolean allFinite,
    boolean anyNegative,
    boolean anyNegativeInfinity) {

  static FloatSurvey of(List<Run> shown, FloatWords.Reader reader) {
    int size = shown.stream().mapToInt(run -> run.to() - run.from()).sum();
    double[] finite = new double[size];
    int count = 0;
    double least = Double.POSITIVE_INFINITY;
    double greatest = 0;
    boolean negative = false;
    boolean negativeInfinity = false;
    for (Run run : shown) {
      for (int i = run.from(); i < run.to(); i++) {
        double value = reader.at(run.values(), i);
        if (Double.isFinite(value)) {
          finite[count++] = value;
          greatest = Math.max(greatest, Math.abs(value));
          least = value == 0 ? least : Math.min(least, Math.abs(value));
          negative |= Double.doubleToRawLongBits(value) < 0;
        } else {
          negativeInfinity |= value == Double.NEGATIVE_INFINITY;
        }
      }
    }
    return new FloatSurvey(
        Arrays.copyOf(finite, count), least, greatest, count == size, negative, negativeInfinity);
  }

  /** Whether NumPy would switch to the scientific notation; it reckons floats as floats. */
  boolean isScientific(boolean single, boolean suppress) {
    if (greatest == 0) {
      return false;
    }
    if (greatest >= (single ? 1e6 : 1e8)) {
      return true;
    }
    if (suppress) {
      return false;
    }
    return single
        ? least < 0.0001f || (float) greatest / (float) least > 1000f
        : least < 0.0001 || greatest / least > 1000;
  }
}
