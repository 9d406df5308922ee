package dev.culvert.magics.internal;

import java.nio.file.Path;

/** Paths as users write them. */
public final class HomePath {

  private HomePath() {}

  /** The path, with a leading {@code ~} taken as the home folder. */
  public static Path of(String written) {
    String home = System.getProperty("user.home");
    if (written.equals("~")) {
      return Path.of(home);
    }
    return written.startsWith("~/") ? Path.of(home, written.substring(2)) : Path.of(written);
  }
}
