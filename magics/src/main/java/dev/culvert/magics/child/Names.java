package dev.culvert.magics.child;

import java.util.regex.Pattern;

/** Class names as users wrote them, without what JShell wraps around. */
final class Names {

  private static final Pattern WRAPPER = Pattern.compile("REPL\\.\\$JShell\\$B?\\d+[A-Z]*\\$");

  private Names() {}

  static String shown(String text) {
    return WRAPPER.matcher(text).replaceAll("");
  }
}
