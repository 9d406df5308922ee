package dev.culvert.magics.internal;

import java.nio.file.Path;

/** Paths as users write them. */
public final class HomePath {

  private HomePath() {}

  /**
   * The path, with a leading {@code ~} taken as the home folder. Where the notebook's folder was
   * changed, a relative one is made absolute with that: Java alone would take the folder of its
   * start.
   */
  public static Path of(String written) {
    Path path = expand(written);
    Path here = Path.of(System.getProperty("user.dir"));
    Path start = Path.of("").toAbsolutePath();
    return here.equals(start) ? path : here.resolve(path);
  }

  /** The path, with a leading {@code ~} taken as the home folder. */
  public static Path expand(String written) {
    String home = System.getProperty("user.home");
    return written.equals("~") || written.startsWith("~/")
        ? Path.of(home + written.substring(1))
        : Path.of(written);
  }
}
