package dev.culvert.magics.printopts.table;

import java.util.stream.IntStream;

/**
 * Which rows or columns are shown.
 *
 * @param shown their numbers
 * @param gap how many stand before the dots; -1 when nothing is cut
 */
record Cut(int[] shown, int gap) {

  /**
   * Cuts in the middle.
   *
   * @param size how many there are
   * @param most how many may be shown uncut, from 1; null is all
   * @param left how many are left when it is cut; null or 0 is as many as {@code most}
   */
  static Cut of(int size, Integer most, Integer left) {
    if (most == null || size <= most) {
      return new Cut(IntStream.range(0, size).toArray(), -1);
    }
    int fitted = left == null || left == 0 ? most : Math.min(left, most);
    int half = fitted / 2;
    if (half == 0) {
      return new Cut(IntStream.range(0, most).toArray(), most);
    }
    int[] shown =
        IntStream.concat(IntStream.range(0, half), IntStream.range(size - half, size)).toArray();
    return new Cut(shown, half);
  }

  /**
   * Cuts the rows of a series. pandas shows one value when one is to be left, where of a frame it
   * then shows as many rows as fit uncut.
   */
  static Cut ofSeries(int size, Integer most, Integer left) {
    boolean cuts = most != null && size > most && left != null && left > 0;
    return of(size, cuts ? Integer.valueOf(Math.min(left, most)) : most, null);
  }

  boolean isCut() {
    return gap >= 0;
  }
}
