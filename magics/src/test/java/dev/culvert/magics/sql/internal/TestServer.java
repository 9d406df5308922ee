package dev.culvert.magics.sql.internal;

import static org.junit.jupiter.api.Assumptions.abort;

import dev.culvert.embedded.EmbeddedMariaDb;
import dev.culvert.embedded.ServerUnavailable;

/**
 * The real servers the tests run against, started once in a test run; each ends with the JVM.
 *
 * <p>A server that cannot run here skips its tests with its own message of what is missing; with
 * {@code CI=true} that is a failure.
 */
enum TestServer {
  /** MariaDB 11.4, which comes along. */
  EMBEDDED,
  /** The machine's own MariaDB program, with a data folder of its own. */
  INSTALLED;

  static final String PASSWORD = "p@ss&wor#d%'\\x";

  private EmbeddedMariaDb running;

  synchronized EmbeddedMariaDb get() {
    if (running == null) {
      running = start();
    }
    return running;
  }

  private EmbeddedMariaDb start() {
    EmbeddedMariaDb.Builder builder = EmbeddedMariaDb.builder().user("owner", PASSWORD);
    try {
      return (this == EMBEDDED ? builder.bundled() : builder.installed()).start();
    } catch (ServerUnavailable e) {
      if ("true".equals(System.getenv("CI"))) {
        throw e;
      }
      return abort(e.getMessage());
    }
  }
}
