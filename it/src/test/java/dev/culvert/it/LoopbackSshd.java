package dev.culvert.it;

import dev.culvert.testkit.Needs;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * OpenSSH's server on a free loopback port, for one key and the user who runs the tests. Its files
 * are in the folder it was given.
 */
final class LoopbackSshd implements AutoCloseable {

  private final Path folder;
  private final int port;
  private final Process process;

  private LoopbackSshd(Path folder, int port, Process process) {
    this.folder = folder;
    this.port = port;
    this.process = process;
  }

  /**
   * Starts one.
   *
   * @param settings further lines of its configuration
   */
  static LoopbackSshd start(Path folder, String... settings) throws Exception {
    String hint = "apt install openssh-server";
    Path sshd = Needs.program("sshd", hint);
    Path keygen = Needs.program("ssh-keygen", hint);
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    for (String key : List.of("host_key", "user_key")) {
      run(keygen.toString(), "-q", "-t", "ed25519", "-N", "", "-f", folder.resolve(key).toString());
    }
    Files.copy(folder.resolve("user_key.pub"), folder.resolve("authorized_keys"));
    Files.writeString(
        folder.resolve("known_hosts"),
        "[127.0.0.1]:" + port + " " + Files.readString(folder.resolve("host_key.pub")));
    Path config =
        Files.writeString(
            folder.resolve("sshd_config"),
            """
            ListenAddress 127.0.0.1:%d
            HostKey %s
            AuthorizedKeysFile %s
            PidFile none
            StrictModes no
            UsePAM no
            PermitRootLogin prohibit-password
            %s
            """
                .formatted(
                    port,
                    folder.resolve("host_key"),
                    folder.resolve("authorized_keys"),
                    String.join("\n", settings)));
    Process process =
        new ProcessBuilder(sshd.toString(), "-D", "-e", "-f", config.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("sshd.log").toFile())
            .start();
    LoopbackSshd server = new LoopbackSshd(folder, port, process);
    server.awaitLog("Server listening");
    return server;
  }

  private static void run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + ": " + said);
    }
  }

  /** Waits until it has written that. */
  void awaitLog(String text) throws IOException {
    while (!log().contains(text)) {
      if (!process.isAlive()) {
        throw new IOException("sshd ended: " + log());
      }
      Thread.onSpinWait();
    }
  }

  private String log() throws IOException {
    return Files.readAllLines(folder.resolve("sshd.log")).stream()
        .collect(Collectors.joining("\n"));
  }

  /** What {@code %tunnel open} needs to log in: the server and two options. */
  String loginWords() {
    return System.getProperty("user.name")
        + "@127.0.0.1:"
        + port
        + " -i "
        + folder.resolve("user_key")
        + " --known-hosts "
        + folder.resolve("known_hosts");
  }

  @Override
  public void close() throws InterruptedException {
    List<ProcessHandle> sessions = process.descendants().toList();
    process.destroy();
    process.waitFor();
    sessions.forEach(ProcessHandle::destroyForcibly);
  }
}
