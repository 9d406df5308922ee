package dev.culvert.magics.tunnel.internal.config;

/** A configuration that cannot be read; the message names the file and the line. */
public final class ConfigError extends RuntimeException {

  ConfigError(String message) {
    super(message);
  }

  ConfigError(String message, Throwable cause) {
    super(message, cause);
  }
}
