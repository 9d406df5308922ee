package dev.culvert.magics.tunnel.internal.config;

import java.util.List;

/** OpenSSH's patterns: {@code *}, {@code ?}, and {@code !} in front, which excludes. */
public final class HostPatterns {

  private HostPatterns() {}

  /** Whether one pattern matches and none that excludes does. */
  static boolean match(List<String> patterns, String text) {
    boolean matched = false;
    for (String pattern : patterns) {
      boolean excludes = pattern.startsWith("!");
      if (matches(excludes ? pattern.substring(1) : pattern, text)) {
        if (excludes) {
          return false;
        }
        matched = true;
      }
    }
    return matched;
  }

  /** The same for a list with commas, as Match takes it; case counts for nobody but users. */
  public static boolean matchList(String list, String text) {
    return match(List.of(list.split(",")), text);
  }

  /**
   * Walks back to the last star when a letter does not fit: no pattern costs more than its product.
   */
  private static boolean matches(String pattern, String text) {
    int p = 0;
    int t = 0;
    int star = -1;
    int resume = 0;
    while (t < text.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        resume = t;
      } else if (p < pattern.length()
          && (pattern.charAt(p) == '?' || pattern.charAt(p) == text.charAt(t))) {
        p++;
        t++;
      } else if (star >= 0) {
        p = star + 1;
        t = ++resume;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }
}
