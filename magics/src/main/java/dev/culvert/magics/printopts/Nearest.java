package dev.culvert.magics.printopts;

import java.util.List;

/** The options whose names are spelled almost like a word. */
final class Nearest {

  private Nearest() {}

  /** Those of the least distance, if it is at most a third of the word. */
  static List<Definition> to(String word, List<Definition> options) {
    int least =
        options.stream().mapToInt(option -> distance(word, option)).min().orElse(Integer.MAX_VALUE);
    if (least > Math.max(1, word.length() / 3)) {
      return List.of();
    }
    return options.stream().filter(option -> distance(word, option) == least).toList();
  }

  private static int distance(String word, Definition option) {
    return Math.min(distance(word, option.name()), distance(word, option.shortName()));
  }

  /** How many characters must be changed, added or dropped. */
  private static int distance(String one, String other) {
    int[] row = new int[other.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int changed = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[other.length()];
  }
}
