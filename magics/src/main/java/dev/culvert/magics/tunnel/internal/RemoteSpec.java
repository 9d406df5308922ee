package dev.culvert.magics.tunnel.internal;

import dev.culvert.api.UserError;
import java.util.List;

/**
 * A forward from the SSH server to this side that was asked for.
 *
 * @param bind where the server listens, as it is told
 * @param port the port there; 0 for any free one
 * @param target where connections come out, as this machine sees it
 */
record RemoteSpec(String bind, int port, HostPort target) {

  /**
   * Reads ssh's {@code [bind:]port:host:hostport}.
   *
   * @param exposed whether the server may listen for other machines
   */
  static RemoteSpec parse(String written, boolean exposed) {
    List<String> parts = ForwardSpec.split(written);
    return switch (parts.size()) {
      case 3 -> of("localhost", parts.get(0), parts.get(1), parts.get(2), exposed);
      case 4 -> of(parts.get(0), parts.get(1), parts.get(2), parts.get(3), exposed);
      default ->
          throw UserError.usage(
              "-R takes port:host:hostport or bind:port:host:hostport, not '%s'."
                  .formatted(written));
    };
  }

  private static RemoteSpec of(
      String bind, String port, String host, String hostPort, boolean exposed) {
    int targetPort = HostPort.port(hostPort, "-R");
    if (host.isEmpty() || targetPort == 0) {
      throw UserError.usage(
          "-R: the target is '%s:%s'. Name a host and a port from 1 to 65535."
              .formatted(host, hostPort));
    }
    String address = bind.equals("*") ? "" : bind;
    if (!exposed && !address.matches("localhost|127(\\.\\d{1,3}){3}|::1")) {
      throw UserError.usage(
          "-R: with bind address '%s' other machines reach this side through the server. Leave it out, or give --expose."
              .formatted(bind));
    }
    return new RemoteSpec(address, HostPort.port(port, "-R"), new HostPort(host, targetPort));
  }

  /** The same at the port that the server chose. */
  RemoteSpec at(int chosen) {
    return new RemoteSpec(bind, chosen, target);
  }

  @Override
  public String toString() {
    return new HostPort(bind.isEmpty() ? "*" : bind, port) + " -> " + target + " here";
  }
}
