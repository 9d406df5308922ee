package dev.culvert.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culvert.testkit.Cell;
import dev.culvert.testkit.LeakCheck;
import dev.culvert.testkit.TestKernel;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Tunnels of the built kernel: from Java code, as variables, and when its processes stop. */
@ExtendWith(LeakCheck.class)
@Timeout(180)
class TunnelsInCulvertTest {

  private static final long PATIENCE_SECONDS = 30;

  @TempDir Path folder;

  @Test
  void theFirstCellFindsTheMagic() throws Exception {
    try (LoopbackSshd sshd = LoopbackSshd.start(folder);
        TestKernel kernel = BuiltKernel.start()) {
      String[] login = sshd.loginWords().split(" "); // user@host:port -i KEY --known-hosts FILE
      String port = login[0].substring(login[0].lastIndexOf(':') + 1);
      kernel
          .execute(
              """
              try (var tunnel = dev.culvert.magics.tunnel.Tunnels.through("%s").key(Path.of("%s"))
                      .knownHosts(Path.of("%s")).to("127.0.0.1", %s).open();
                  Socket socket = new Socket("127.0.0.1", tunnel.localPort())) {
                System.out.println(new String(socket.getInputStream().readNBytes(8)));
              }\
              """
                  .formatted(login[0], login[2], login[4], port))
          .stdout("SSH-2.0-\n")
          .ok();
    }
  }

  @Test
  void aTunnelAndItsPortsAreVariablesOfTheNotebook() throws Exception {
    try (LoopbackSshd sshd = LoopbackSshd.start(folder);
        GreetingServer server = new GreetingServer();
        TestKernel kernel = BuiltKernel.start()) {
      String open = "%tunnel open work " + sshd.loginWords() + " --to 127.0.0.1:" + server.port();
      String more = " --to localhost:" + server.port() + " --var db";
      assertThat(kernel.execute(open + more).of("display_data"))
          .singleElement()
          .asString()
          .contains("tunnel work: up, via ");

      kernel
          .execute(
              """
              int port = db.localPort("localhost", %d);
              try (Socket socket = new Socket("127.0.0.1", port)) {
                System.out.print(new String(socket.getInputStream().readAllBytes()));
              }\
              """
                  .formatted(server.port()))
          .stdout(GreetingServer.GREETING)
          .ok();
      assertThat(kernel.execute("port == db.localPort()").value()).isEqualTo("false");
      assertThat(
              kernel
                  .execute("dev.culvert.magics.tunnel.Tunnels.find(\"work\").get() == db")
                  .value())
          .isEqualTo("true");
    }
  }

  @Test
  void aPasswordThatWasTypedStandsNowhere() throws Exception {
    String secret = "c0rrect-h0rse";
    try (LoopbackSshd sshd = LoopbackSshd.start(folder);
        TestKernel kernel = BuiltKernel.start()) {
      kernel.answers(secret, secret, secret, secret); // root is let in by key alone
      Cell refused =
          kernel.execute(
              "%tunnel open "
                  + sshd.loginWords()
                  + " --password -o PreferredAuthentications=password");
      assertThat(refused.messages().toString()).contains("TUN-AUTH-ROOT");
      Cell list = kernel.execute("%tunnel list");
      Cell history = kernel.execute("%history -g h0rse");

      for (Cell cell : List.of(refused, list, history)) {
        assertThat(cell.messages().toString()).doesNotContain(secret);
      }
      ProcessHandle worker = worker(kernel);
      for (ProcessHandle each : List.of(worker, worker.parent().orElseThrow())) {
        assertThat(Files.readString(Path.of("/proc/" + each.pid() + "/cmdline")))
            .contains("java")
            .doesNotContain(secret);
      }
    }
  }

  @Test
  void aKernelThatIsKilledWholeLeavesNoListener() throws Exception {
    try (LoopbackSshd sshd = LoopbackSshd.start(folder);
        GreetingServer server = new GreetingServer()) {
      int port;
      try (TestKernel kernel = BuiltKernel.start()) {
        port = open(kernel, sshd.loginWords() + " --to 127.0.0.1:" + server.port());
        assertGreets(port);
        ProcessHandle worker = worker(kernel);
        ProcessHandle front = worker.parent().orElseThrow();

        for (ProcessHandle each : List.of(front, worker)) {
          each.destroyForcibly();
        }
        for (ProcessHandle each : List.of(front, worker)) {
          each.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
      }
      assertThatThrownBy(() -> connect(port).close()).isInstanceOf(ConnectException.class);
    }
  }

  @Test
  void aStoppedWorkerThatGoesOnAnswersTheNextQueryOnTheSamePort() throws Exception {
    try (LoopbackSshd sshd =
            LoopbackSshd.start(folder, "ClientAliveInterval 1", "ClientAliveCountMax 2");
        GreetingServer server = new GreetingServer();
        TestKernel kernel = BuiltKernel.start()) {
      int port =
          open(
              kernel,
              sshd.loginWords()
                  + " --keepalive 1 -o ServerAliveCountMax=1 --to 127.0.0.1:"
                  + server.port());
      assertGreets(port);
      ProcessHandle worker = worker(kernel);

      signal("-STOP", worker);
      sshd.awaitLog("Timeout, client not responding"); // after three times interval and count
      signal("-CONT", worker);

      assertGreets(port);
      kernel
          .execute(
              "try (Socket socket = new Socket(\"127.0.0.1\", db.localPort())) {"
                  + " System.out.print(new String(socket.getInputStream().readAllBytes())); }")
          .stdout(GreetingServer.GREETING)
          .ok();
      assertThat(kernel.execute("db.localPort()").value()).isEqualTo("" + port);
    }
  }

  /** Opens a tunnel as the variable {@code db}, and tells its port. */
  private static int open(TestKernel kernel, String words) {
    String open = "%tunnel open " + words + " --var db";
    assertThat(kernel.execute(open).of("display_data")).hasSize(1);
    return Integer.parseInt(kernel.execute("db.localPort()").value());
  }

  private static ProcessHandle worker(TestKernel kernel) {
    String pid = kernel.execute("ProcessHandle.current().pid()").value();
    return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
  }

  private static void signal(String signal, ProcessHandle process) throws Exception {
    new ProcessBuilder("kill", signal, "" + process.pid()).inheritIO().start().waitFor();
  }

  private static void assertGreets(int port) throws IOException {
    try (Socket socket = connect(port)) {
      String said = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(said).isEqualTo(GreetingServer.GREETING);
    }
  }

  private static Socket connect(int port) throws IOException {
    return new Socket(InetAddress.getByName("127.0.0.1"), port);
  }
}
