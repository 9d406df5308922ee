package dev.culvert.magics.tunnel.internal;

import dev.culvert.magics.tunnel.internal.TunnelError.Code;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A local port whose connections come out at a target behind the SSH server.
 *
 * <p>It stays when the SSH connection is lost. One daemon thread accepts; each connection has two
 * threads of its own. Hazard: a connection may be accepted while {@link #close()} runs; it looks at
 * {@code closed} after it has put itself into the set that closing walks through, so that one of
 * the two sees the other.
 */
final class LocalListener implements AutoCloseable {

  private static final long LONGEST_WAIT_MILLIS = 1_000;

  private final String tunnel;
  private final ServerSocketChannel server;
  private final ForwardSpec spec;
  private final ChannelOpener opener;
  private final Traffic traffic = new Traffic();
  private final Set<ForwardedConnection> connections = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;
  private volatile String lastFailure;

  private LocalListener(
      String tunnel, ServerSocketChannel server, ForwardSpec spec, ChannelOpener opener) {
    this.tunnel = tunnel;
    this.server = server;
    this.spec = spec;
    this.opener = opener;
  }

  /**
   * Takes the local port. Connections wait until {@link #start()}.
   *
   * @throws TunnelError when the port is taken
   */
  static LocalListener bind(String tunnel, ForwardSpec spec, ChannelOpener opener) {
    try {
      return new LocalListener(tunnel, bindSocket(spec), spec, opener);
    } catch (BindException e) {
      throw new TunnelError(
          Code.BIND,
          "local port %s is in use%s. Close what holds it, or take a free one: -L 0:%s."
              .formatted(
                  new HostPort(spec.bind().getHostAddress(), spec.localPort()),
                  PortHolder.of(spec.localPort()).map(holder -> " by " + holder).orElse(""),
                  spec.target()),
          e);
    } catch (IOException e) {
      throw new TunnelError(
          Code.BIND,
          "local port %s cannot be opened: %s."
              .formatted(
                  new HostPort(spec.bind().getHostAddress(), spec.localPort()),
                  Printable.of(e.getMessage())),
          e);
    }
  }

  void start() {
    Thread thread = new Thread(this::accept, "tunnel-" + tunnel + "-" + local().getPort());
    thread.setDaemon(true);
    thread.start();
  }

  InetSocketAddress local() {
    return new InetSocketAddress(spec.bind(), server.socket().getLocalPort());
  }

  HostPort target() {
    return spec.target();
  }

  /** What went through it so far. */
  Traffic traffic() {
    return traffic;
  }

  /** Why the last connection could not be made; null when it could. */
  String lastFailure() {
    return lastFailure;
  }

  /** Frees the port and cuts what goes through it. */
  @Override
  public void close() {
    closed = true;
    closeServer();
    connections.forEach(ForwardedConnection::cut);
  }

  private static ServerSocketChannel bindSocket(ForwardSpec spec) throws IOException {
    try {
      return bindSocket(new InetSocketAddress(spec.bind(), spec.localPort()));
    } catch (IOException e) {
      if (spec.orAnyPort() && spec.localPort() != 0) {
        return bindSocket(new InetSocketAddress(spec.bind(), 0));
      }
      throw e;
    }
  }

  private static ServerSocketChannel bindSocket(InetSocketAddress address) throws IOException {
    ServerSocketChannel channel = ServerSocketChannel.open();
    try {
      return channel.bind(address, 256);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private void accept() {
    while (!closed) {
      try {
        serve(server.accept());
      } catch (IOException e) {
        if (!server.isOpen()) {
          return;
        }
        lastFailure = "no connection could be accepted: " + Printable.of(e.getMessage());
        awaitDescriptor();
      }
    }
  }

  /** Out of file descriptors: the next try may do better once a connection has ended. */
  private void awaitDescriptor() {
    synchronized (connections) {
      try {
        connections.wait(LONGEST_WAIT_MILLIS);
      } catch (InterruptedException e) {
        closeServer(); // nobody but the JVM's end interrupts this thread
      }
    }
  }

  private void ended(ForwardedConnection connection) {
    connections.remove(connection);
    synchronized (connections) {
      connections.notifyAll();
    }
  }

  private void serve(SocketChannel client) {
    ForwardedConnection connection =
        new ForwardedConnection(client, traffic, "tunnel-" + tunnel + "-" + local().getPort());
    connections.add(connection);
    if (closed) {
      connection.cut();
    }
    connection.start(
        () ->
            spec.isSocks()
                ? Socks.open(client, opener)
                : opener.open(spec.target(), ForwardedConnection.originOf(client)),
        failure -> lastFailure = failure,
        () -> ended(connection));
  }

  private void closeServer() {
    try {
      server.close();
    } catch (IOException e) {
      lastFailure = "closing the port failed: " + e.getMessage();
    }
  }
}
