package dev.culvert.magics.sql.internal;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Removes known secrets from text that is shown.
 *
 * <p>It knows the values, so it finds them wherever they stand and whatever is around them: no
 * pattern guesses where a password begins. Any thread.
 */
final class Redactor {

  private static final String MASK = "***";

  /** Shorter ones would mask ordinary words and say what the secret is by doing so. */
  private static final int SHORTEST = 4;

  private final Set<String> secrets = ConcurrentHashMap.newKeySet();

  /** Masks this value from now on. */
  void hide(String secret) {
    if (secret.length() >= SHORTEST) {
      forms(secret).forEach(secrets::add);
    }
  }

  String clean(String text) {
    String clean = text;
    for (String secret : longestFirst()) {
      clean = clean.replace(secret, MASK);
    }
    return clean;
  }

  /**
   * Whether an exception can be kept as a cause: neither it nor any of its causes tells a secret.
   */
  boolean isClean(Throwable failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      String text = String.valueOf(at.getMessage());
      if (!clean(text).equals(text)) {
        return false;
      }
    }
    return true;
  }

  private List<String> longestFirst() {
    return secrets.stream().sorted(Comparator.comparingInt(String::length).reversed()).toList();
  }

  private static Stream<String> forms(String secret) {
    String encoded = URLEncoder.encode(secret, StandardCharsets.UTF_8);
    String sql = secret.replace("\\", "\\\\").replace("'", "\\'");
    return Stream.of(secret, encoded, encoded.replace("+", "%20"), sql, secret.replace("'", "''"));
  }
}
