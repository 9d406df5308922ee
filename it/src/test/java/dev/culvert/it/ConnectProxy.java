package dev.culvert.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A proxy on the loopback interface that passes {@code CONNECT} on, whatever host is named, to one
 * port of this machine; nothing else goes through it.
 */
final class ConnectProxy implements AutoCloseable {

  private final ServerSocket server;
  private final int target;
  private final String login; // user:word, or null for anybody
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final List<Thread> threads = new CopyOnWriteArrayList<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();

  ConnectProxy(int target, String login) throws IOException {
    this.target = target;
    this.login = login;
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start(this::serve);
  }

  int port() {
    return server.getLocalPort();
  }

  /** First lines of what was asked and let through. */
  List<String> requests() {
    return requests;
  }

  private void start(Runnable work) {
    Thread thread = new Thread(work, "connect-proxy");
    threads.add(thread);
    thread.start();
  }

  private void serve() {
    try {
      while (true) {
        Socket client = server.accept();
        sockets.add(client);
        start(() -> answer(client));
      }
    } catch (IOException e) {
      if (!server.isClosed()) {
        throw new AssertionError(e);
      }
    }
  }

  private void answer(Socket client) {
    try (client) {
      String head = head(client.getInputStream());
      OutputStream out = client.getOutputStream();
      if (!head.startsWith("CONNECT ")) {
        say(out, "405 Only CONNECT", "");
      } else if (login != null && !head.contains("\nProxy-Authorization: Basic " + encoded())) {
        say(out, "407 Who are you", "Proxy-Authenticate: Basic realm=\"test\"\r\n");
      } else {
        requests.add(head.lines().findFirst().orElse(""));
        try (Socket far = new Socket(InetAddress.getLoopbackAddress(), target)) {
          sockets.add(far);
          out.write("HTTP/1.1 200 Connected\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
          start(() -> pump(far, client));
          pump(client, far);
        }
      }
    } catch (IOException e) {
      // One of both is gone, and with it their conversation.
    }
  }

  /** Byte by byte: what comes behind the head is not for the proxy. */
  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("no whole request");
      }
      head.append((char) next);
    }
    return head.toString();
  }

  private String encoded() {
    return Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
  }

  private static void say(OutputStream out, String status, String more) throws IOException {
    String answer =
        "HTTP/1.1 " + status + "\r\n" + more + "Content-Length: 0\r\nConnection: close\r\n\r\n";
    out.write(answer.getBytes(StandardCharsets.US_ASCII));
  }

  private static void pump(Socket from, Socket to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      // One of both is gone, and with it their conversation.
    }
  }

  @Override
  public void close() throws Exception {
    server.close();
    for (Socket each : sockets) {
      each.close();
    }
    for (Thread each : threads) {
      each.join();
    }
  }
}
