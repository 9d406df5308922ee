package dev.culvert.it;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Greets whoever connects and hangs up: the far end of a tunnel. */
final class GreetingServer implements AutoCloseable {

  static final String GREETING = "hello from behind the tunnel\n";

  private final ServerSocket server;
  private final Thread thread;

  GreetingServer() throws IOException {
    server = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
    thread = new Thread(this::greet, "greeting-server");
    thread.start();
  }

  private void greet() {
    while (true) {
      try (Socket guest = server.accept()) {
        guest.getOutputStream().write(GREETING.getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        if (server.isClosed()) {
          return;
        }
      }
    }
  }

  int port() {
    return server.getLocalPort();
  }

  @Override
  public void close() throws Exception {
    server.close();
    thread.join();
  }
}
