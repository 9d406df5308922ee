package dev.culvert.magics.waiting.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Optional;

/** Something listens. The socket is closed by {@link #stop} to end a look that hangs. */
final class PortCondition implements Condition {

  private static final int LOOK_MILLIS = 5000;

  private final String host;
  private final int port;
  private volatile Socket trying;

  PortCondition(String host, int port) {
    this.host = host;
    this.port = port;
  }

  @Override
  public String title() {
    return "port " + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }

  @Override
  public Optional<String> look() {
    try (Socket socket = new Socket()) {
      trying = socket;
      socket.connect(new InetSocketAddress(host, port), LOOK_MILLIS);
      return Optional.empty();
    } catch (ConnectException e) {
      return Optional.of("connection refused");
    } catch (SocketTimeoutException e) {
      return Optional.of("no answer");
    } catch (UnknownHostException e) {
      return Optional.of("no host of that name");
    } catch (IOException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    } finally {
      trying = null;
    }
  }

  @Override
  public void stop() {
    Socket socket = trying;
    if (socket != null) {
      try {
        socket.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
