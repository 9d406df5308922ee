package dev.culvert.magics.maven.internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * An HTTP proxy that answers for every host with the files of one folder, and refuses {@code
 * CONNECT}. One connection at a time, a request each.
 */
final class LocalProxy implements AutoCloseable {

  private final ServerSocket server;
  private final Path folder;
  private final String login; // user:word, or null for anybody
  private final Thread thread = new Thread(this::serve, "proxy");
  final List<String> requests = new CopyOnWriteArrayList<>();

  LocalProxy(Path folder, String login) throws IOException {
    this.folder = folder;
    this.login = login;
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    thread.start();
  }

  int port() {
    return server.getLocalPort();
  }

  private void serve() {
    while (true) {
      try (Socket socket = server.accept()) {
        answer(socket);
      } catch (SocketException e) {
        if (server.isClosed()) {
          return;
        }
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
  }

  private void answer(Socket socket) throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    String request = in.readLine();
    if (request == null) {
      return;
    }
    boolean known = login == null;
    for (String line = in.readLine(); !line.isEmpty(); line = in.readLine()) {
      known |= line.equals("Proxy-Authorization: Basic " + encoded());
    }
    requests.add(request.replaceFirst(" HTTP/1.1$", ""));
    OutputStream out = socket.getOutputStream();
    if (!known) {
      send(out, "407 Who are you\r\nProxy-Authenticate: Basic realm=\"test\"", new byte[0]);
      return;
    }
    String[] words = request.split(" ");
    Path file = words[0].equals("GET") ? folder.resolve(path(words[1])) : folder.resolve("none");
    if (words[0].equals("CONNECT")) {
      send(out, "502 No way", new byte[0]);
    } else if (Files.isRegularFile(file)) {
      send(out, "200 OK", Files.readAllBytes(file));
    } else {
      send(out, "404 Not Found", new byte[0]);
    }
  }

  private String encoded() {
    return login == null ? "" : Base64.getEncoder().encodeToString(login.getBytes());
  }

  private static String path(String address) {
    return URI.create(address).getPath().substring(1);
  }

  private static void send(OutputStream out, String head, byte[] body) throws IOException {
    String headers =
        "HTTP/1.1 " + head + "\r\nContent-Length: " + body.length + "\r\nConnection: close\r\n\r\n";
    out.write(headers.getBytes(StandardCharsets.UTF_8));
    out.write(body);
    out.flush();
  }

  @Override
  public void close() throws Exception {
    server.close();
    thread.join();
  }
}
