package dev.culvert.magics.tunnel.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.magics.tunnel.Diagnosis;
import dev.culvert.magics.tunnel.Diagnosis.Check;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What can fail on the doctor's way, each made for real at a server at port 2020. */
class TunnelDoctorStepsTest extends TunnelTestCase {

  private Sshd sshd;

  @BeforeEach
  void startServer() throws Exception {
    sshd = Sshd.startAt2020(folder, "MaxAuthTries 2");
  }

  @AfterEach
  void stopServer() throws Exception {
    sshd.close();
  }

  @Test
  void theWayThere() throws Exception {
    Path circle =
        Files.writeString(
            folder.resolve("circle"),
            "Host *\n  ProxyJump first\nHost first\n  ProxyJump second\n");

    Path unread = Files.writeString(folder.resolve("unread"), "HostName \"half\n");

    assertThat(failed("-F", circle.toString())).isEqualTo("config TUN-JUMP-LOOP");
    assertThat(failed("-F", unread.toString())).isEqualTo("config TUN-CONFIG");
    assertThat(failed("-o", "ProxyCommand=exit 3")).isEqualTo("proxy TUN-PROXY");
  }

  @Test
  void algorithmsThatAreNotOurs() throws Exception {
    sshd.close();
    sshd = Sshd.startAt2020(Files.createDirectory(folder.resolve("old")), "Ciphers aes128-cbc");

    assertThat(failed("-i", id())).isEqualTo("kex TUN-KEX");
  }

  @Test
  void aKeyOfTheServerThatIsAnotherThanBefore() throws Exception {
    Path other = sshd.keygen("other", "-t", "ed25519");
    String[] key = Files.readString(Path.of(other + ".pub")).split(" ");
    sshd.knownHosts("[127.0.0.1]:" + sshd.port + " " + key[0] + " " + key[1] + "\n");

    assertThat(failed("-i", id())).isEqualTo("host key TUN-HOSTKEY-CHANGED");
  }

  @Test
  void theLogin() throws Exception {
    List<String> keys = new ArrayList<>();
    for (String name : List.of("one", "two", "three")) {
      keys.addAll(List.of("-i", sshd.keygen(name, "-t", "ecdsa").toString()));
    }
    assertThat(failed(keys.toArray(String[]::new))).isEqualTo("login TUN-AUTH-MAX");
    assertThat(failed("-i", expired().toString())).isEqualTo("login TUN-CERT");
    Path locked = sshd.keygen("locked", "-t", "ed25519", "-N", "nobody is asked");
    sshd.authorize("locked");
    assertThat(failed("-i", locked.toString())).isEqualTo("keys TUN-KEY"); // and nobody answers
  }

  @Test
  void aTargetWhoseNameIsUnknownThere() throws Exception {
    assertThat(failed("-i", id(), "--to", "no-such-host.invalid:3306"))
        .isEqualTo("forward TUN-TARGET-UNREACHABLE");
  }

  @Test
  void aTargetThatDoesNotAnswerThere() throws Exception {
    List<SocketChannel> waiting = new ArrayList<>();
    InetAddress loopback = InetAddress.getByName("127.0.0.1");
    try (ServerSocketChannel full =
        ServerSocketChannel.open().bind(new InetSocketAddress(loopback, 0), 1)) {
      for (int i = 0; i < 4; i++) { // its queue takes two, and nobody accepts
        SocketChannel client = SocketChannel.open();
        client.configureBlocking(false);
        client.connect(full.getLocalAddress());
        waiting.add(client);
      }
      String target = "127.0.0.1:" + full.socket().getLocalPort();

      assertThat(failed("-i", id(), "--timeout", "3", "--to", target))
          .isEqualTo("forward TUN-TARGET-TIMEOUT");
    } finally {
      for (SocketChannel client : waiting) {
        client.close();
      }
    }
  }

  /** The word that the target took the connection may be swallowed, or have just passed. */
  @Test
  void aServerThatFallsSilentMeanwhile() throws Exception {
    try (FaultyProxy proxy = new FaultyProxy(sshd.port, 64 << 10);
        TestServer last = TestServer.talking((in, out) -> proxy.swallow())) {
      String[] key = Files.readString(sshd.file("host_ed25519.pub")).split(" ");
      sshd.knownHosts("behind " + key[0] + " " + key[1].strip() + "\n");
      Diagnosis found =
          (Diagnosis)
              run(
                  "doctor",
                  System.getProperty("user.name") + "@127.0.0.1:" + proxy.port(),
                  "-F",
                  "/dev/null",
                  "-o",
                  "HostKeyAlias=behind",
                  "--known-hosts",
                  sshd.file("known_hosts").toString(),
                  "-i",
                  id(),
                  "--timeout",
                  "5",
                  "--to",
                  last.address());

      assertThat(found.checks())
          .filteredOn(check -> !check.passed())
          .extracting(check -> check.name() + " " + check.code())
          .containsAnyOf("connection TUN-LOST", "forward TUN-TARGET-TIMEOUT");
    }
  }

  /** A certificate that was good for a day in 2020. */
  private Path expired() throws Exception {
    Path authority = sshd.keygen("authority", "-t", "ed25519");
    Path key = sshd.keygen("certified", "-t", "ed25519");
    String user = System.getProperty("user.name");
    String publicHalf = key + ".pub";
    sshd.keygenTool(
        "-q", "-s", "" + authority, "-I", "me", "-n", user, "-V", "20200101:20200102", publicHalf);
    return key;
  }

  private String id() {
    return sshd.file("id").toString();
  }

  /** The step that fails, with its code; all before it pass. */
  private String failed(String... more) throws Exception {
    List<String> words = new ArrayList<>(List.of("doctor"));
    words.addAll(sshd.address());
    words.addAll(List.of(more));
    List<Check> checks = ((Diagnosis) run(words.toArray(String[]::new))).checks();
    List<Check> failed = checks.stream().filter(check -> !check.passed()).toList();
    assertThat(failed).as(checks.toString()).hasSize(1);
    return failed.get(0).name() + " " + failed.get(0).code();
  }
}
