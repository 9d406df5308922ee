package dev.culvert.front.transport;

import dev.culvert.protocol.ProtocolException;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Lets clients reach a ZeroMQ socket by a Unix socket: JeroMQ's own {@code ipc} is TCP in disguise,
 * which nobody but JeroMQ understands. Bytes are carried both ways as they are, between a Unix
 * connection and one to the socket's port on the loopback interface.
 *
 * <p>Threads: one accepts, two carry for each connection, until either end closes. The path is
 * removed at the end.
 */
final class IpcBridge implements Closeable {

  private static final int BUFFER = 64 << 10;

  private final Path path;
  private final int port;
  private final ServerSocketChannel server;
  private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();

  private IpcBridge(Path path, int port, ServerSocketChannel server) {
    this.path = path;
    this.port = port;
    this.server = server;
  }

  /**
   * Listens at a path for connections to a port.
   *
   * @throws ProtocolException when the path cannot be had
   */
  static IpcBridge listen(Path path, int port) throws ProtocolException {
    try {
      ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      server.bind(UnixDomainSocketAddress.of(path));
      IpcBridge bridge = new IpcBridge(path, port, server);
      daemon("ipc-accept", bridge::accept);
      return bridge;
    } catch (IOException e) {
      throw new ProtocolException(
          "the Unix socket "
              + path
              + " of the connection file cannot be made: "
              + e.getMessage()
              + ". Another kernel may use it: restart the kernel.",
          e);
    }
  }

  private static void daemon(String name, Runnable body) {
    Thread thread = new Thread(null, body, name, 0, false);
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    try {
      while (true) {
        SocketChannel client = server.accept();
        SocketChannel socket =
            SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        open.add(client);
        open.add(socket);
        daemon("ipc-in", () -> carry(client, socket));
        daemon("ipc-out", () -> carry(socket, client));
      }
    } catch (IOException e) {
      closeQuietly(server); // the kernel ends, or nothing can be opened any more
    }
  }

  private void carry(SocketChannel from, SocketChannel to) {
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    try {
      while (from.read(buffer) >= 0) {
        buffer.flip();
        writeAll(to, buffer);
        buffer.clear();
      }
    } catch (IOException e) {
      System.getLogger(IpcBridge.class.getName())
          .log(System.Logger.Level.DEBUG, "a connection at {0} ended: {1}", path, e.getMessage());
    } finally {
      open.remove(from);
      open.remove(to);
      closeQuietly(from);
      closeQuietly(to);
    }
  }

  private static void writeAll(ByteChannel to, ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      to.write(buffer);
    }
  }

  private static void closeQuietly(Closeable channel) {
    try {
      channel.close();
    } catch (IOException e) {
      System.getLogger(IpcBridge.class.getName())
          .log(System.Logger.Level.DEBUG, "closing a socket that is broken already", e);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    open.forEach(IpcBridge::closeQuietly);
    Files.deleteIfExists(path);
  }
}
