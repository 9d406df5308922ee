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
 * @param bind the local address
 * @param localPort the local port; 0 for any free one
 * @param orAnyPort whether a free port will do when the local port is taken
 * @param target where connections come out, as the SSH server sees it; {@link #ANYWHERE} for a
 *     SOCKS port
 */
record ForwardSpec(InetAddress bind, int localPort, boolean orAnyPort, HostPort target) {

  /** The target of a SOCKS port: each client says where it wants to go. */
  static final HostPort ANYWHERE = new HostPort("*", 0);

  private static final Pattern PART = Pattern.compile("\\[([^\\]]*)\\]|([^:]*)");

  /**
   * Where local ports are opened.
   *
   * @param address for forwards that do not say
   * @param exposed whether other addresses than those of the loopback are allowed
   */
  record Local(String address, boolean exposed) {

    /** The loopback address, and no other is allowed. */
    static final Local LOOPBACK = new Local("127.0.0.1", false);

    private InetAddress of(String bind, String option) {
      String literal = bind.equals("localhost") ? "127.0.0.1" : bind.equals("*") ? "0.0.0.0" : bind;
      boolean loopback = literal.matches("127(\\.\\d{1,3}){3}|::1");
      if (!loopback && !exposed) {
        throw UserError.usage(
            "%s: tunnels listen on this machine alone, not on '%s'. Use 127.0.0.1, [::1] or leave it out; --expose lets other machines in."
                .formatted(option, bind));
      } else if (!literal.matches("[\\d.]+|[\\da-fA-F:]*:[\\da-fA-F:.]*")) {
        throw UserError.usage("%s: '%s' is not an address.".formatted(option, bind));
      }
      try {
        return InetAddress.getByName(literal);
      } catch (UnknownHostException e) {
        throw UserError.usage("%s: '%s' is not an address.".formatted(option, bind));
      }
    }
  }

  /** Reads ssh's {@code [bind:]port:host:hostport}, {@code [bind:]port:/socket}, or a lone port. */
  static ForwardSpec local(String written, Local local) {
    List<String> parts = split(written);
    int count = parts.size();
    if (count > 1 && count < 4 && parts.get(count - 1).startsWith("/")) {
      return new ForwardSpec(
          local.of(count == 2 ? local.address() : parts.get(0), "-L"),
          HostPort.port(parts.get(count - 2), "-L"),
          false,
          new HostPort(parts.get(count - 1), 0));
    }
    return switch (count) {
      case 1 -> samePort(HostPort.port(parts.get(0), "-L"), local);
      case 3 -> of(local.address(), parts.get(0), parts.get(1), parts.get(2), local);
      case 4 -> of(parts.get(0), parts.get(1), parts.get(2), parts.get(3), local);
      default ->
          throw UserError.usage(
              "-L takes port, port:host:hostport or bind:port:host:hostport, not '%s'. For a free"
                      .formatted(written)
                  + " local port use --to host:hostport.");
    };
  }

  /** Reads {@code host:port} or {@code /socket}; the local port is a free one. */
  static ForwardSpec to(String written, Local local) {
    HostPort target =
        written.startsWith("/") ? new HostPort(written, 0) : HostPort.parse(written, "--to");
    return new ForwardSpec(local.of(local.address(), "--bind"), 0, true, target);
  }

  /** Reads ssh's {@code [bind:]port} of a SOCKS port. */
  static ForwardSpec socks(String written, Local local) {
    List<String> parts = split(written);
    if (parts.size() != 1 && parts.size() != 2) {
      throw UserError.usage("-D takes port or bind:port, not '%s'.".formatted(written));
    }
    return new ForwardSpec(
        local.of(parts.size() == 1 ? local.address() : parts.get(0), "-D"),
        HostPort.port(parts.get(parts.size() - 1), "-D"),
        false,
        ANYWHERE);
  }

  boolean isSocks() {
    return target.equals(ANYWHERE);
  }

  private static ForwardSpec samePort(int port, Local local) {
    if (port == 0) {
      throw UserError.usage(
          "-L 0 names no target. Write -L 0:host:hostport or --to host:hostport.");
    }
    return new ForwardSpec(
        local.of(local.address(), "--bind"), port, true, new HostPort("127.0.0.1", port));
  }

  private static ForwardSpec of(
      String bind, String localPort, String host, String hostPort, Local local) {
    int port = HostPort.port(hostPort, "-L");
    if (host.isEmpty() || port == 0) {
      throw UserError.usage(
          "-L: the target is '%s:%s'. Name a host and a port from 1 to 65535."
              .formatted(host, hostPort));
    }
    return new ForwardSpec(
        local.of(bind, "-L"), HostPort.port(localPort, "-L"), false, new HostPort(host, port));
  }

  /** The parts between colons; those in brackets may hold some. Empty when it cannot be read. */
  static List<String> split(String written) {
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
