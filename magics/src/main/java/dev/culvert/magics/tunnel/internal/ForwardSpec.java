package dev.culvert.magics.tunnel.internal;

import dev.culvert.api.UserError;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A forward that was asked for.
 *
 * @param bind the local address, always a loopback one
 * @param localPort the local port; 0 for any free one
 * @param orAnyPort whether a free port will do when the local port is taken
 * @param target where connections come out, as the SSH server sees it
 */
record ForwardSpec(InetAddress bind, int localPort, boolean orAnyPort, HostPort target) {

  private static final Pattern PART = Pattern.compile("\\[([^\\]]*)\\]|([^:]*)");

  /** Reads ssh's {@code [bind:]port:host:hostport}, or a lone port. */
  static ForwardSpec local(String written) {
    List<String> parts = split(written);
    return switch (parts.size()) {
      case 1 -> samePort(HostPort.port(parts.get(0), "-L"));
      case 3 -> of("127.0.0.1", parts.get(0), parts.get(1), parts.get(2));
      case 4 -> of(parts.get(0), parts.get(1), parts.get(2), parts.get(3));
      default ->
          throw UserError.usage(
              "-L takes port, port:host:hostport or bind:port:host:hostport, not '%s'. For a free"
                      .formatted(written)
                  + " local port use --to host:hostport.");
    };
  }

  /** Reads {@code host:port}; the local port is a free one. */
  static ForwardSpec to(String written) {
    return new ForwardSpec(loopback("127.0.0.1"), 0, true, HostPort.parse(written, "--to"));
  }

  private static ForwardSpec samePort(int port) {
    if (port == 0) {
      throw UserError.usage(
          "-L 0 names no target. Write -L 0:host:hostport or --to host:hostport.");
    }
    return new ForwardSpec(loopback("127.0.0.1"), port, true, new HostPort("127.0.0.1", port));
  }

  private static ForwardSpec of(String bind, String localPort, String host, String hostPort) {
    int port = HostPort.port(hostPort, "-L");
    if (host.isEmpty() || port == 0) {
      throw UserError.usage(
          "-L: the target is '%s:%s'. Name a host and a port from 1 to 65535."
              .formatted(host, hostPort));
    }
    return new ForwardSpec(
        loopback(bind), HostPort.port(localPort, "-L"), false, new HostPort(host, port));
  }

  private static InetAddress loopback(String bind) {
    String literal = bind.equals("localhost") ? "127.0.0.1" : bind;
    if (literal.matches("127(\\.\\d{1,3}){3}|::1")) {
      try {
        return InetAddress.getByName(literal);
      } catch (UnknownHostException e) {
        throw UserError.usage("-L: '%s' is not an address.".formatted(bind));
      }
    }
    throw UserError.usage(
        "-L: tunnels listen on this machine alone, not on '%s'. Use 127.0.0.1, [::1] or leave it"
                .formatted(bind)
            + " out.");
  }

  private static List<String> split(String written) {
    List<String> parts = new ArrayList<>();
    Matcher matcher = PART.matcher(written);
    int at = 0;
    while (matcher.region(at, written.length()).lookingAt()) {
      parts.add(matcher.group(1) != null ? matcher.group(1) : matcher.group(2));
      at = matcher.end();
      if (at == written.length() || written.charAt(at) != ':') {
        break;
      }
      at++;
    }
    return at == written.length() ? parts : List.of();
  }
}
