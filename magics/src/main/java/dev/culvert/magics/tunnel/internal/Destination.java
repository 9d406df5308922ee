package dev.culvert.magics.tunnel.internal;

import dev.culvert.api.UserError;

/**
 * An SSH server as the user wrote it.
 *
 * @param user null when none was written
 * @param host the host, without brackets
 * @param port 0 when none was written
 */
record Destination(String user, String host, int port) {

  /** Reads {@code [user@]host[:port]}, {@code [user@][v6][:port]} or {@code ssh://...}. */
  static Destination parse(String written) {
    String rest =
        written.startsWith("ssh://") ? written.substring(6).replaceFirst("/$", "") : written;
    int at = rest.lastIndexOf('@');
    String user = at < 0 ? null : rest.substring(0, at);
    String host = rest.substring(at + 1);
    int port = 0;
    boolean bareV6 = !host.startsWith("[") && host.indexOf(':') != host.lastIndexOf(':');
    int colon = bareV6 ? -1 : host.indexOf(':', host.lastIndexOf(']') + 1);
    if (colon >= 0) {
      port = HostPort.port(host.substring(colon + 1), "SSH server");
      host = host.substring(0, colon);
    }
    host = HostPort.withoutBrackets(host);
    if (host.isEmpty() || host.startsWith("-") || (user != null && user.isEmpty())) {
      throw UserError.usage(
          "'%s' is not an SSH server. Write [user@]host[:port].".formatted(written));
    }
    return new Destination(user, host, port);
  }
}
