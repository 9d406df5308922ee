package dev.culvert.magics.tunnel.internal;

import dev.culvert.magics.Needs;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;

/** OpenSSH's ssh-agent on a socket of its own. */
final class SshAgentProcess implements AutoCloseable {

  private static final String INSTALL = "install openssh-client";

  private final Path socket;
  private final Process process;

  private SshAgentProcess(Path socket, Process process) {
    this.socket = socket;
    this.process = process;
  }

  static SshAgentProcess start(Path socket) throws IOException {
    Process process =
        new ProcessBuilder(
                Needs.program("ssh-agent", INSTALL).toString(), "-D", "-a", socket.toString())
            .redirectErrorStream(true)
            .start();
    BufferedReader said = process.inputReader();
    String first = said.readLine();
    if (first == null || !first.contains(socket.toString())) {
      throw new IOException("ssh-agent did not start: " + first);
    }
    return new SshAgentProcess(socket, process);
  }

  Path socket() {
    return socket;
  }

  void add(Path key) throws IOException, InterruptedException {
    ProcessBuilder add =
        new ProcessBuilder(Needs.program("ssh-add", INSTALL).toString(), "-q", key.toString());
    add.environment().put("SSH_AUTH_SOCK", socket.toString());
    Process process = add.redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes());
    if (process.waitFor() != 0) {
      throw new IOException("ssh-add " + key + ": " + said);
    }
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    process.waitFor();
  }
}
