package dev.culvert.magics.threads.internal;

import java.util.regex.Pattern;

/** Names of locks as users know them. */
final class Locks {

  private static final Pattern WRAPPER = Pattern.compile("REPL\\.\\$JShell\\$B?\\d+[A-Z]*\\$");
  private static final Pattern PACKAGE = Pattern.compile("^(?:[a-z][\\w]*\\.)+");
  private static final Pattern SYNC = Pattern.compile("\\$(?:Nonfair|Fair)?Sync@");

  private Locks() {}

  /** {@code Account@1b2c3d}, without packages and the JDK's inner classes. */
  static String shown(String lock) {
    String own = WRAPPER.matcher(lock).replaceAll("");
    return SYNC.matcher(PACKAGE.matcher(own).replaceFirst("")).replaceFirst("@");
  }
}
