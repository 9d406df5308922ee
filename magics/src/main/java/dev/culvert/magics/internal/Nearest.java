package dev.culvert.magics.internal;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the name a user probably meant. */
public final class Nearest {

  private static final int SHORTEST_PREFIX = 3;

  private Nearest() {}

  /**
   * The candidate closest to a misspelt word: one it is the beginning of, or one that differs in
   * few letters (swapped neighbours count once).
   *
   * @return empty when nothing is close
   */
  public static Optional<String> to(String word, Collection<String> candidates) {
    int tolerated = Math.max(1, bare(word).length() / 3);
    return candidates.stream()
        .filter(candidate -> distance(word, candidate) <= tolerated)
        .min(
            Comparator.comparingInt((String candidate) -> distance(word, candidate))
                .thenComparing(Comparator.naturalOrder()));
  }

  private static int distance(String word, String candidate) {
    if (bare(word).length() >= SHORTEST_PREFIX && candidate.startsWith(word)) {
      return 1;
    }
    return edits(word, candidate);
  }

  private static String bare(String word) {
    return word.replaceFirst("^-+", "");
  }

  /** Insertions, deletions, substitutions and swaps of neighbours that lead from a to b. */
  private static int edits(String a, String b) {
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        cost[i][j] = i == 0 || j == 0 ? i + j : step(cost, a, b, i, j);
      }
    }
    return cost[a.length()][b.length()];
  }

  private static int step(int[][] cost, String a, String b, int i, int j) {
    int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
    int least =
        Math.min(cost[i - 1][j - 1] + change, Math.min(cost[i - 1][j] + 1, cost[i][j - 1] + 1));
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(least, cost[i - 2][j - 2] + 1) : least;
  }
}
