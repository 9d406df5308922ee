package dev.culvert.api;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** The name that somebody who mistyped most likely meant. */
public final class Nearest {

  private static final int SHORTEST_BEGINNING = 3;

  private Nearest() {}

  /**
   * The candidate that a word is most likely meant to be: one that begins with it, or one that
   * differs in at most a third of its letters, or in one. Of one letter, only its other case is
   * near.
   *
   * @return empty when nothing is close; of several that are equally close, the first by name
   */
  public static Optional<String> to(String word, Collection<String> candidates) {
    int letters = bare(word).length();
    int tolerated = Math.max(1, letters / 3);
    return candidates.stream()
        .filter(candidate -> letters > 1 || candidate.equalsIgnoreCase(word))
        .filter(candidate -> distance(word, candidate) <= tolerated)
        .min(
            Comparator.comparingInt((String candidate) -> distance(word, candidate))
                .thenComparing(Comparator.naturalOrder()));
  }

  /**
   * What an error says of it: a sentence with a space in front, as {@code " Did you mean 'list'?"},
   * or nothing.
   */
  public static String hint(String word, Collection<String> candidates) {
    return to(word, candidates).map(near -> " Did you mean '" + near + "'?").orElse("");
  }

  /**
   * How far a word is from a candidate: 1 for a beginning of three letters or more, otherwise how
   * many letters must be added, dropped, changed or swapped with their neighbour (optimal string
   * alignment).
   */
  private static int distance(String word, String candidate) {
    if (bare(word).length() >= SHORTEST_BEGINNING && candidate.startsWith(word)) {
      return word.equals(candidate) ? 0 : 1;
    }
    return edits(word, candidate);
  }

  private static String bare(String word) {
    return word.replaceFirst("^-+", "");
  }

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
