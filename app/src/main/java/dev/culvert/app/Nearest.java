package dev.culvert.app;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** The known word that was probably meant. */
final class Nearest {

  private Nearest() {}

  /** The word at the smallest edit distance, when it is small for the word's length. */
  static Optional<String> of(String word, Collection<String> known) {
    return known.stream()
        .min(Comparator.comparingInt(each -> distance(word, each)))
        .filter(each -> distance(word, each) <= Math.max(1, each.length() / 3));
  }

  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
