package dev.culvert.magics.tunnel.internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * A ProxyCommand while it runs: its standard streams lead to the SSH server. What it says on its
 * error stream is kept, as far as it fits a message.
 */
final class ProxyProcess implements StreamSession.Pipe {

  private final Process process;
  private final String name;
  private volatile String lastWords = "";

  private ProxyProcess(Process process, String name) {
    this.process = process;
    this.name = name;
  }

  static ProxyProcess start(String command, HostPort server) throws IOException {
    ProxyProcess proxy =
        new ProxyProcess(
            new ProcessBuilder("/bin/sh", "-c", "exec " + command).start(), "proxy-" + server);
    Thread listener = new Thread(proxy::listen, "tunnel-" + proxy.name + "-err");
    listener.setDaemon(true);
    listener.start();
    return proxy;
  }

  /** The last line it said on its error stream; empty when it said nothing. */
  String lastWords() {
    return lastWords;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public InputStream in() {
    return process.getInputStream();
  }

  @Override
  public OutputStream out() {
    return process.getOutputStream();
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
  }

  private void listen() {
    try (BufferedReader errors =
        new BufferedReader(
            new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
      errors.lines().map(Printable::of).forEach(line -> lastWords = line);
    } catch (IOException | UncheckedIOException e) {
      if (process.isAlive()) {
        lastWords = "its error stream cannot be read";
      }
    }
  }
}
