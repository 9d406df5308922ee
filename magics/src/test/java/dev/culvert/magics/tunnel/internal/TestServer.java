package dev.culvert.magics.tunnel.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A server on a free loopback port that does one thing with each connection. */
final class TestServer implements AutoCloseable {

  /** What is done with a connection; it is closed afterwards. */
  interface Talk {
    void with(InputStream in, OutputStream out) throws IOException;
  }

  private final ServerSocket server;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final Talk talk;

  private TestServer(Talk talk) throws IOException {
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.talk = talk;
    daemon(this::accept);
  }

  static TestServer echo() throws IOException {
    return talking(InputStream::transferTo);
  }

  static TestServer talking(Talk talk) throws IOException {
    return new TestServer(talk);
  }

  int port() {
    return server.getLocalPort();
  }

  String address() {
    return "127.0.0.1:" + port();
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        sockets.add(socket);
        daemon(() -> serve(socket));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      talk.with(socket.getInputStream(), socket.getOutputStream());
    } catch (IOException e) {
      sockets.remove(socket); // the other side went away
    }
  }

  private void daemon(Runnable work) {
    Thread thread = new Thread(work, "test-server");
    thread.setDaemon(true);
    thread.start();
  }
}
