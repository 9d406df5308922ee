package dev.culvert.magics.tunnel;

import dev.culvert.api.Displayable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A named way through an SSH server: local ports whose connections come out at addresses that only
 * the server can reach.
 *
 * <p>The local ports are on the loopback address, unless {@code --expose} was given, and stay the
 * same until {@link #close()}. When the SSH connection is lost the ports stay too: the next
 * connection to one of them connects to the server again, with the same credentials and the same
 * check of its host key. All methods may be called from any thread.
 */
public interface Tunnel extends AutoCloseable, Displayable {

  /** The name it was opened under. */
  String name();

  /** The SSH server, as {@code ana@bastion:22}. */
  String server();

  /** The key the SSH server proved to have, as {@code ED25519 SHA256:...}. */
  String hostKey();

  /** What can be reached, in the order it was asked for. */
  List<Target> targets();

  /**
   * The local port of the first target.
   *
   * @throws IllegalStateException when the tunnel has no target
   */
  int localPort();

  /**
   * The local port of one of several targets.
   *
   * @param host the target's host, as it was asked for
   * @param port the target's port
   * @throws IllegalArgumentException when the tunnel has no such target; the message names those it
   *     has
   */
  default int localPort(String host, int port) {
    return targets().stream()
        .filter(target -> target.host().equals(host) && target.port() == port)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "tunnel %s does not lead to %s:%d, but %s"
                        .formatted(name(), host, port, targets())))
        .local()
        .getPort();
  }

  /**
   * The local address of the first target, as {@code 127.0.0.1:3306}.
   *
   * @throws IllegalStateException when the tunnel has no target
   */
  InetSocketAddress localAddress();

  /**
   * Connects to an address as the SSH server sees it, without any local port: nobody else on this
   * machine can use the connection. Reconnects to the SSH server when that connection was lost.
   *
   * @return a connected socket; half-close and read timeouts work, socket options that concern the
   *     wire are kept without effect
   * @throws IOException when the server refuses, or cannot reach the address; the message says
   *     which
   */
  Socket dial(String host, int port) throws IOException;

  /** Whether the SSH connection stands; false after it was lost and after {@link #close()}. */
  boolean isUp();

  /** Why the tunnel is not up; empty while it is. */
  Optional<String> whyDown();

  /**
   * Has something that goes through this tunnel end before it does, when the tunnel is closed.
   *
   * @param what what it is called when the tunnel is closed, as {@code connection shop}
   * @param end ends it; called at most once, by whoever closes the tunnel
   * @return to be closed when it has ended by itself
   */
  Rider carry(Supplier<String> what, Runnable end);

  /**
   * Closes what it carries, then the ports, what goes through them and the SSH connection. Closing
   * twice is harmless.
   */
  @Override
  void close();

  /** Something that goes through a tunnel and ends before it. */
  interface Rider extends AutoCloseable {

    /** It has ended by itself: the tunnel forgets it. */
    @Override
    void close();
  }

  /**
   * One forward.
   *
   * @param host the host as the SSH server resolves it; the path of a Unix socket there; or {@code
   *     *} for a SOCKS port, whose clients say where they go
   * @param port the port there; 0 for a Unix socket or a SOCKS port
   * @param local where it can be reached on this machine
   */
  record Target(String host, int port, InetSocketAddress local) {

    @Override
    public String toString() {
      String to = port != 0 ? host + ":" + port : host.equals("*") ? "anywhere (SOCKS)" : host;
      return "%s:%d -> %s".formatted(local.getAddress().getHostAddress(), local.getPort(), to);
    }
  }
}
