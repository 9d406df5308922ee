package dev.culvert.embedded;

/**
 * A server that cannot run here or did not start. The message says what is missing or what went
 * wrong, and what to do instead.
 */
public final class ServerUnavailable extends RuntimeException {

  ServerUnavailable(String message) {
    super(message);
  }

  ServerUnavailable(String message, Throwable cause) {
    super(message, cause);
  }
}
