package dev.culvert.magics.tunnel.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.magics.Needs;
import dev.culvert.magics.tunnel.Diagnosis;
import dev.culvert.magics.tunnel.Diagnosis.Check;
import dev.culvert.magics.tunnel.Tunnel;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Each mistake is made for real, at an sshd at port 2020, and must be told from the others. */
class TunnelDoctorTest extends TunnelTestCase {

  private static final boolean ROOT = System.getProperty("user.name").equals("root");

  private Sshd sshd;

  @AfterEach
  void stopServer() throws Exception {
    if (sshd != null) {
      sshd.close();
    }
  }

  @Test
  void aGoodWayPassesEveryCheckInOrder() throws Exception {
    start();
    try (TestServer database = database()) {
      Diagnosis found = doctor("-i", id(), "--to", database.address());

      assertThat(found.ok()).isTrue();
      assertThat(found.checks())
          .extracting(Check::name)
          .containsExactly(
              "config",
              "ssh -G",
              "keys",
              "dns",
              "tcp",
              "banner",
              "kex",
              "host key",
              "login",
              "bind",
              "forward",
              "greeting",
              "keepalive",
              "throughput");
      assertThat(text(found, "ssh -G")).isEqualTo("ssh would go the same way");
      assertThat(text(found, "throughput")).matches("\\d+\\.\\d MiB/s down, by 4 MiB");
      assertThat(text(found, "greeting"))
          .isEqualTo(database.address() + " is MariaDB 11.4.2-MariaDB");
      assertThat(text(found, "banner")).startsWith("SSH-2.0-OpenSSH_");
      assertThat(text(found, "kex")).endsWith("aes128-gcm@openssh.com");
      assertThat(text(found, "login")).contains(id() + " ED25519 SHA256:");
      assertThat(found.toMimeBundle().data().get("text/html")).contains("<td>PASS</td>");
    }
  }

  /** A command whose answer is another the second time makes the two differ. */
  @Test
  void whereSshWouldGoAnotherWayItSaysSo() throws Exception {
    start();
    Path asked = sshd.file("asked");
    Path config =
        Files.writeString(
            sshd.file("config"),
            "Match exec \"mkdir %s && exit 1 || exit 0\"\n  ProxyCommand elsewhere\n"
                .formatted(asked));
    Files.setPosixFilePermissions(config, PosixFilePermissions.fromString("rw-------"));

    Diagnosis found = doctor("-F", config.toString(), "--allow-exec", "-i", id());

    assertThat(found.code()).contains("TUN-CONFIG");
    assertThat(text(found, "ssh -G"))
        .startsWith("ssh would take proxycommand elsewhere, not none. Fix: ");
  }

  /** Ours takes no commands of a file as long as it is not told to; then ssh must not be asked. */
  @Test
  void sshIsNotAskedWhereItWouldRunACommand() throws Exception {
    start();
    Path ran = sshd.file("ran");
    Path config =
        Files.writeString(sshd.file("config"), "Match exec \"touch " + ran + "\"\n  Port 1\n");
    Files.setPosixFilePermissions(config, PosixFilePermissions.fromString("rw-------"));

    Diagnosis found = doctor("-F", config.toString(), "-i", id());

    assertThat(found.ok()).isTrue();
    assertThat(found.checks()).extracting(Check::name).doesNotContain("ssh -G");
    assertThat(ran).doesNotExist();
  }

  @Test
  void beforeTheLoginARefusedKeyHasNoCauseAndTheWayToFindItIsNamed() throws Exception {
    start();
    Path other = sshd.keygen("other", "-t", "ed25519");
    Diagnosis notAuthorised = doctor("-i", other.toString());
    Files.copy(other, sshd.file("authorized_keys"), StandardCopyOption.REPLACE_EXISTING);
    Diagnosis privateKey = doctor("-i", other.toString());

    for (Diagnosis found : List.of(notAuthorised, privateKey)) {
      assertThat(found.code()).contains("TUN-AUTH");
      assertThat(text(found, "login"))
          .contains("Server accepts: publickey.", other + " ED25519 SHA256:", "(refused)")
          .endsWith("%tunnel doctor with another key or a password finds out.");
    }
  }

  @Test
  void withAnotherKeyAKeyThatIsNotAuthorisedIsFound() throws Exception {
    start();
    Path other = sshd.keygen("other", "-t", "ed25519");

    Diagnosis found = doctor("-i", other.toString(), "-i", id());

    assertThat(found.code()).contains("TUN-KEY-UNAUTHORISED");
    assertThat(text(found, "key"))
        .startsWith(
            other + " is not in " + sshd.file("authorized_keys") + ". Fix: %tunnel key add ")
        .contains("or ssh-copy-id -i " + other + ".pub -p " + sshd.port);
    assertThat(text(found, "login")).endsWith("; refused before: " + other);
  }

  @Test
  void withAnotherKeyAPrivateKeyAmongTheAuthorisedOnesIsFound() throws Exception {
    start();
    Path other = sshd.keygen("other", "-t", "ed25519");
    Path authorized = sshd.file("authorized_keys");
    Files.writeString(authorized, Files.readString(authorized) + Files.readString(other));

    Diagnosis found = doctor("-i", other.toString(), "-i", id());

    assertThat(found.code()).contains("TUN-KEY-PRIVATE");
    assertThat(text(found, "key"))
        .startsWith("a private key stands in " + authorized + ", where public ones belong; so ");
    assertThat(found.toString()).doesNotContain("BEGIN");
  }

  @Test
  void withAnotherKeyAKeyThatStandsThereAndIsRefusedIsFound() throws Exception {
    start();
    Path other = sshd.keygen("other", "-t", "ed25519");
    Path authorized = sshd.file("authorized_keys");
    Files.writeString(
        authorized,
        Files.readString(authorized)
            + "from=\"192.0.2.1\" "
            + Files.readString(sshd.file("other.pub")));

    assertThat(doctor("-i", other.toString(), "-i", id()).code()).contains("TUN-KEY-BLOCKED");
  }

  @Test
  void aServerThatRunsNoCommandsIsNotAskedWhy() throws Exception {
    start("ForceCommand false");
    Path other = sshd.keygen("other", "-t", "ed25519");

    Diagnosis found = doctor("-i", other.toString(), "-i", id());

    assertThat(found.ok()).isTrue();
    assertThat(text(found, "server files")).endsWith("why it refused a key is not known");
  }

  @Test
  void aServerThatTakesNoPasswordsIsFoundBeforeTheLogin() throws Exception {
    start("PasswordAuthentication no");
    notebook.answer("hunter2");

    Diagnosis found = doctor("--password");

    assertThat(found.code()).contains("TUN-AUTH-NO-PASSWORD");
    assertThat(text(found, "login"))
        .contains("it takes no passwords (PasswordAuthentication no in its sshd_config)");
    assertThat(found.toString()).doesNotContain("hunter2");
  }

  @Test
  void aServerThatTakesNoPasswordsIsKnownAfterALoginByKey() throws Exception {
    Assumptions.assumeTrue(ROOT, "sshd -T needs root");
    start("PasswordAuthentication no");
    notebook.answer("hunter2");

    Diagnosis found = doctor("--password", "-i", id());

    assertThat(found.code()).contains("TUN-AUTH-NO-PASSWORD");
    assertThat(text(found, "password"))
        .startsWith(
            "the server takes no passwords: its sshd_config says PasswordAuthentication no.");
  }

  @Test
  void rootsPasswordIsSuspectedBeforeTheLoginAndKnownAfterIt() throws Exception {
    start("PasswordAuthentication yes", "PermitRootLogin prohibit-password");
    for (int i = 0; i < 8; i++) {
      notebook.answer("hunter2");
    }
    List<String> words = new ArrayList<>(sshd.address());
    words.set(0, "root@127.0.0.1:" + sshd.port);
    words.add("--password");
    words.add(0, "doctor");

    Diagnosis before = (Diagnosis) run(words.toArray(String[]::new));

    assertThat(before.code()).contains("TUN-AUTH-ROOT");
    assertThat(text(before, "login")).contains("which cannot be told from a wrong password");
    Assumptions.assumeTrue(ROOT, "sshd -T needs root");
    words.addAll(List.of("-i", id()));
    Diagnosis after = (Diagnosis) run(words.toArray(String[]::new));
    assertThat(after.code()).contains("TUN-AUTH-ROOT");
    assertThat(text(after, "password"))
        .contains("its sshd_config says PermitRootLogin prohibit-password");
  }

  @Test
  void aClientAtTheDatabasesOwnPortIsFound() throws Exception {
    start();
    try (TestServer database = database()) {
      List<String> words = new ArrayList<>(sshd.address());
      words.addAll(List.of("-i", id(), "--to", database.address()));
      Tunnel tunnel = open(words.toArray(String[]::new));

      Diagnosis wrong =
          doctor("-i", id(), "--to", database.address(), "--client", database.address());
      Diagnosis right =
          doctor(
              "-i",
              id(),
              "--to",
              database.address(),
              "--client",
              "localhost:" + tunnel.localPort());
      int nothing = Sshd.freePort();
      Diagnosis dead =
          doctor("-i", id(), "--to", database.address(), "--client", "127.0.0.1:" + nothing);

      assertThat(wrong.code()).contains("TUN-CLIENT-PORT");
      assertThat(text(wrong, "client"))
          .isEqualTo(
              "the client connects to %s, which is no port of an open tunnel to the target; another server answers there. Fix: give the client 127.0.0.1:%d."
                  .formatted(database.address(), tunnel.localPort()));
      assertThat(right.ok()).isTrue();
      assertThat(text(dead, "client")).contains("nothing listens there");
    }
  }

  @Test
  void aDatabaseThatIsOpenToAllIsFound() throws Exception {
    Assumptions.assumeTrue(ROOT, "a network namespace needs root");
    Path unshare = Needs.program("unshare", "install util-linux");
    Path ip = Needs.program("ip", "install iproute2");
    Path daemon = Needs.program("sshd", "install openssh-server");
    start();
    Path open =
        Files.writeString(
            folder.resolve("open_config"),
            Files.readString(sshd.file("sshd_config"))
                .replace("ListenAddress 127.0.0.1", "ListenAddress 0.0.0.0"));
    // Nobody but this test can reach what listens in a network of its own.
    Path script =
        Files.writeString(
            folder.resolve("network.sh"),
            """
            %s link set lo up
            %s -D -f %s -p 3306 < /dev/null > /dev/null 2>&1 &
            until grep -q ':0CEA 00000000:0000 0A' /proc/net/tcp; do :; done
            %s -i -f %s
            kill $!
            """
                .formatted(ip, daemon, open, daemon, sshd.file("sshd_config")));

    Diagnosis found =
        doctor(
            "-i",
            id(),
            "--to",
            "127.0.0.1:3306",
            "-o",
            "ProxyCommand=" + unshare + " -n sh " + script);

    assertThat(found.code()).as(found.toString()).contains("TUN-DB-OPEN");
    assertThat(text(found, "bind"))
        .contains("port 3306 of 127.0.0.1 is open to every machine", "bind-address = 127.0.0.1");
    assertThat(text(found, "proxy")).isEqualTo("the command runs");
  }

  @Test
  void itStopsAtTheFirstStepThatFails() throws Exception {
    start("PermitOpen 127.0.0.1:1 127.0.0.1:2");
    int nothing = Sshd.freePort();
    assertThat(codeAt("doctor", "no-such-host.invalid")).isEqualTo("dns TUN-DNS");
    assertThat(codeAt("doctor", "127.0.0.1:" + nothing)).isEqualTo("tcp TUN-TCP");
    try (TestServer http =
        TestServer.talking((in, out) -> out.write("HTTP/1.1 400 no\r\n\r\n".getBytes()))) {
      assertThat(codeAt("doctor", http.address())).isEqualTo("banner TUN-BANNER");
    }
    assertThat(codeAt("doctor", "127.0.0.1:1", "-i", folder.resolve("none").toString()))
        .isEqualTo("keys TUN-KEY");
    assertThat(codeAt(words("-i", id(), "--to", "127.0.0.1:1")))
        .isEqualTo("forward TUN-TARGET-REFUSED");
    assertThat(codeAt(words("-i", id(), "--to", "127.0.0.1:9")))
        .isEqualTo("forward TUN-TARGET-PROHIBITED");
    Path known = sshd.knownHosts("");
    assertThat(codeAt(words("-i", id()))).isEqualTo("host key TUN-HOSTKEY");
    assertThat(notebook.prompts).isEmpty();
    assertThat(known).hasContent("");
  }

  @Test
  void aTargetThatHangsUpOrRefusesIsFound() throws Exception {
    start();
    try (TestServer mute = TestServer.talking((in, out) -> {})) {
      Diagnosis found = doctor("-i", id(), "--to", mute.address());
      assertThat(found.code()).contains("TUN-TARGET-SPEAKS-NOT");
      assertThat(text(found, "greeting")).contains("closed it without a word");
    }
    byte[] blocked =
        "\u0014\0\0\0\u00ff\u0069\u0004Host is blocked!".getBytes(StandardCharsets.ISO_8859_1);
    blocked[0] = (byte) (blocked.length - 4);
    try (TestServer refusing = TestServer.talking((in, out) -> out.write(blocked))) {
      Diagnosis found = doctor("-i", id(), "--to", refusing.address());
      assertThat(text(found, "greeting")).contains("refuses the connection: Host is blocked!");
    }
  }

  @Test
  void inAShellTheExitCodeTells() throws Exception {
    StringWriter out = new StringWriter();
    int code =
        magic.main(
            List.of("doctor", "127.0.0.1:" + Sshd.freePort()),
            notebook,
            new PrintWriter(out),
            new PrintWriter(out));

    assertThat(code).isEqualTo(1);
    assertThat(notebook.shown.get(0)).contains("FAIL  tcp", "TUN-TCP: cannot connect to ");
  }

  private void start(String... config) throws Exception {
    sshd = Sshd.startAt2020(folder, config);
  }

  private static TestServer database() throws Exception {
    byte[] version = "5.5.5-11.4.2-MariaDB\0".getBytes(StandardCharsets.US_ASCII);
    byte[] packet = new byte[5 + version.length];
    packet[0] = (byte) (version.length + 1);
    packet[4] = 10;
    System.arraycopy(version, 0, packet, 5, version.length);
    return TestServer.talking((in, out) -> out.write(packet));
  }

  private String id() {
    return sshd.file("id").toString();
  }

  private String[] words(String... more) {
    List<String> words = new ArrayList<>(List.of("doctor"));
    words.addAll(sshd.address());
    words.addAll(List.of(more));
    return words.toArray(String[]::new);
  }

  private Diagnosis doctor(String... more) throws Exception {
    return (Diagnosis) run(words(more));
  }

  private String codeAt(String... words) throws Exception {
    List<Check> checks = ((Diagnosis) run(words)).checks();
    Check last = checks.get(checks.size() - 1);
    assertThat(checks.subList(0, checks.size() - 1)).allMatch(Check::passed);
    return last.name() + " " + last.code();
  }

  private static String text(Diagnosis found, String name) {
    return found.checks().stream()
        .filter(check -> check.name().equals(name))
        .map(Check::text)
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " is missing in " + found));
  }
}
