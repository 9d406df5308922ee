package dev.culvert.magics.tunnel.internal;

import dev.culvert.api.MagicCall;
import dev.culvert.magics.internal.RecordingNotebook;
import dev.culvert.magics.tunnel.Tunnel;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A tunnel in a JVM of its own, which can be stopped and killed. */
final class TunnelProcess implements AutoCloseable {

  private final Process process;
  private final int port;

  private TunnelProcess(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Opens a tunnel there, and returns when it is up. */
  static TunnelProcess open(List<String> words) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(TunnelProcess.class.getName());
    command.addAll(words);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    BufferedReader output = process.inputReader();
    StringBuilder said = new StringBuilder();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith("port ")) {
        return new TunnelProcess(process, Integer.parseInt(line.substring(5)));
      }
      said.append(line).append('\n');
    }
    throw new IOException("the tunnel did not open:\n" + said);
  }

  /** Runs in the other JVM, until its input ends. */
  public static void main(String[] words) throws Exception {
    List<String> all = new ArrayList<>(List.of("open"));
    all.addAll(List.of(words));
    TunnelMagic magic = new TunnelMagic(Path.of("no-such-folder", "connections.toml"));
    Tunnel tunnel =
        (Tunnel)
            magic.run(new MagicCall(all, String.join(" ", all), null, new RecordingNotebook()));
    System.out.println("port " + tunnel.localPort());
    System.in.transferTo(System.out);
    magic.close();
  }

  Socket connect() throws IOException {
    return new Socket(InetAddress.getByName("127.0.0.1"), port);
  }

  void signal(String signal) throws IOException, InterruptedException {
    new ProcessBuilder("kill", signal, "" + process.pid()).inheritIO().start().waitFor();
  }

  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() throws Exception {
    kill();
    process.getInputStream().close();
  }
}
