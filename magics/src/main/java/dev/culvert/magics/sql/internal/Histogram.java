package dev.culvert.magics.sql.internal;

import java.util.Arrays;

/**
 * How many values lie in each of some ranges of the same width. A value between two ranges belongs
 * to the upper one, the largest to the last.
 *
 * @param least where the first range begins
 * @param width of a range
 */
record Histogram(double least, double width, int[] counts) {

  private static final int MOST_BINS = 100;

  /**
   * Counts values.
   *
   * @param bins how many ranges; 0 for as many as the rules of Sturges and of Freedman and Diaconis
   *     ask for, whichever asks for more (Hyndman, "The problem with Sturges' rule", 1995), at most
   *     100
   */
  static Histogram of(double[] values, int bins) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double least = sorted[0];
    double span = sorted[sorted.length - 1] - least;
    if (span == 0) {
      return new Histogram(least - 0.5, 1, new int[] {sorted.length});
    }
    int count = bins > 0 ? bins : usual(sorted, span);
    double width = span / count;
    int[] counts = new int[count];
    for (double value : sorted) {
      counts[Math.min(count - 1, (int) ((value - least) / width))]++;
    }
    return new Histogram(least, width, counts);
  }

  private static int usual(double[] sorted, double span) {
    double sturges = Math.ceil(Math.log(sorted.length) / Math.log(2)) + 1;
    double middle = quantile(sorted, 0.75) - quantile(sorted, 0.25);
    double width = 2 * middle / Math.cbrt(sorted.length);
    double freedman = width > 0 ? Math.ceil(span / width) : 0;
    return (int) Math.min(MOST_BINS, Math.max(sturges, freedman));
  }

  private static double quantile(double[] sorted, double part) {
    double at = part * (sorted.length - 1);
    int below = (int) at;
    double above = sorted[Math.min(below + 1, sorted.length - 1)];
    return sorted[below] + (at - below) * (above - sorted[below]);
  }
}
