package dev.culvert.magics.tunnel.internal;

import dev.culvert.api.UserError;

/**
 * A host and a port; IPv6 addresses are written in brackets. Or, at a server, a Unix socket.
 *
 * @param host without brackets; the path of a Unix socket
 * @param port 0 to 65535; 0 for a Unix socket
 */
record HostPort(String host, int port) {

  /** Reads {@code host:port} or {@code [v6]:port}. */
  static HostPort parse(String written, String option) {
    int colon = written.lastIndexOf(':');
    boolean bareV6 = !written.startsWith("[") && written.indexOf(':') != colon;
    if (colon <= 0 || bareV6) {
      throw UserError.usage(
          "%s takes host:port, as db.internal:3306 or [::1]:3306, not '%s'."
              .formatted(option, written));
    }
    return new HostPort(
        withoutBrackets(written.substring(0, colon)), port(written.substring(colon + 1), option));
  }

  static String withoutBrackets(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }

  static int port(String text, String option) {
    if (text.matches("\\d{1,5}") && Integer.parseInt(text) <= 0xFFFF) {
      return Integer.parseInt(text);
    }
    throw UserError.usage(
        "%s: '%s' is not a port. Ports are numbers from 0 to 65535.".formatted(option, text));
  }

  boolean isUnixSocket() {
    return host.startsWith("/");
  }

  @Override
  public String toString() {
    if (isUnixSocket()) {
      return host;
    }
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }
}
