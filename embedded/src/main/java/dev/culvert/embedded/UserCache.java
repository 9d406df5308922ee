package dev.culvert.embedded;

import java.nio.file.Path;

/** Where this user's programs keep what they can make again. */
final class UserCache {

  private UserCache() {}

  /** Culvert's own folder there; it need not exist yet. */
  static Path directory() {
    String xdg = System.getenv("XDG_CACHE_HOME");
    Path home = Path.of(System.getProperty("user.home"));
    Path caches;
    if (xdg != null && Path.of(xdg).isAbsolute()) {
      caches = Path.of(xdg);
    } else if (System.getProperty("os.name").startsWith("Mac")) {
      caches = home.resolve("Library").resolve("Caches");
    } else {
      caches = home.resolve(".cache");
    }
    return caches.resolve("culvert");
  }
}
