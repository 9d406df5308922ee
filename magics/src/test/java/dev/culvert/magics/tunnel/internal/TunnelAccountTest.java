package dev.culvert.magics.tunnel.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.culvert.magics.Needs;
import dev.culvert.magics.tunnel.Diagnosis;
import dev.culvert.magics.tunnel.Diagnosis.Check;
import dev.culvert.magics.tunnel.Tunnel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Passwords that sshd itself checks: of an account that exists for this one server only, which sees
 * other files in place of {@code /etc/passwd} and {@code /etc/shadow}. Takes root.
 */
@Tag("namespaces")
class TunnelAccountTest extends TunnelTestCase {

  private static final String USER = "culvert-test";
  private static final String PASSWORD = "of no account elsewhere";

  /** The password's hash, by {@code openssl passwd -6}. */
  private static final String HASH =
      "$6$culvert$TpkERPUC5QrcPCvkZU3ggcHA9pgyLITQPE4lH.zckx4VreCUTAF5kx4yXp4u8EnU6BBgby0Xi1hD5BqrN6Atw/";

  private static final String WITH_ACCOUNT =
      "mount --bind \"$1\" /etc/passwd && mount --bind \"$2\" /etc/shadow && shift 2 && exec"
          + " \"$@\"";

  private final List<String> surroundings = new ArrayList<>();
  private Sshd sshd;

  @BeforeEach
  void makeAccount() throws Exception {
    // Else the account cannot read the keys that it is let in with.
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path passwd = folder.resolve("passwd");
    Files.writeString(
        passwd,
        Files.readString(Path.of("/etc/passwd")).stripTrailing()
            + "\n"
            + USER
            + ":x:64321:65534::/nonexistent:/bin/sh\n");
    Path shadow = folder.resolve("shadow");
    Files.writeString(shadow, "root:*:19000::::::\n" + USER + ":" + HASH + ":19000::::::\n");
    String unshare = Needs.program("unshare", "apt-get install util-linux").toString();
    surroundings.addAll(List.of(unshare, "--mount", "sh", "-c", WITH_ACCOUNT, "sh"));
    surroundings.addAll(List.of(passwd.toString(), shadow.toString()));
    Assumptions.assumeTrue(canBeMade(), "needs root, and mounts of one's own");
  }

  private boolean canBeMade() throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(surroundings);
    command.add("true");
    return new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor()
        == 0;
  }

  @AfterEach
  void stopServer() throws Exception {
    if (sshd != null) {
      sshd.close();
    }
  }

  @Test
  void aKeyAndThenThePassword() throws Exception {
    start("AuthenticationMethods publickey,password", "PasswordAuthentication yes");
    notebook.answer(PASSWORD);

    assertThat(connect("-i", sshd.file("id").toString()).isUp()).isTrue();

    assertThat(notebook.prompts)
        .containsExactly("Password of " + USER + " on 127.0.0.1:" + sshd.port + ": ");
  }

  @Test
  void theKeyIsTakenAndThePasswordIsWrong() throws Exception {
    start("AuthenticationMethods publickey,password", "PasswordAuthentication yes");
    notebook.answer("wrong").answer("wrong").answer("wrong");

    assertThatThrownBy(() -> connect("-i", sshd.file("id").toString()))
        .hasMessageContaining("(taken, and more is wanted)")
        .hasMessageNotContaining("wrong")
        .extracting("name")
        .isEqualTo("TUN-AUTH");
  }

  @Test
  void thePasswordAndThenAKey() throws Exception {
    start("AuthenticationMethods password,publickey", "PasswordAuthentication yes");
    notebook.answer(PASSWORD);

    assertThat(connect("-i", sshd.file("id").toString()).isUp()).isTrue();
  }

  @Test
  void thePasswordAloneIsAskedForWhereNoKeyIsTaken() throws Exception {
    start("PasswordAuthentication yes");
    notebook.answer(PASSWORD);

    assertThat(connect("--password").isUp()).isTrue();
  }

  @Test
  void aWrongPasswordIsToldFromWhatTheServerForbids() throws Exception {
    start("PasswordAuthentication yes", "MaxAuthTries 9");
    notebook.answer("wrong").answer("wrong").answer("wrong");

    Diagnosis found =
        (Diagnosis)
            run(
                words(
                    "doctor",
                    "-i",
                    sshd.file("id").toString(),
                    "--password",
                    "-o",
                    "PreferredAuthentications=password,publickey"));

    assertThat(found.code()).as(found.toString()).contains("TUN-AUTH");
    assertThat(found.checks())
        .filteredOn(check -> !check.passed())
        .extracting(Check::name, Check::text)
        .containsExactly(tuple("password", "the password is wrong. Fix: ask for the right one."));
  }

  private void start(String... config) throws Exception {
    sshd = Sshd.startIn(folder, "127.0.0.1", surroundings, config);
  }

  private Tunnel connect(String... more) throws Exception {
    return (Tunnel) run(words("open", more));
  }

  private String[] words(String command, String... more) {
    List<String> words = new ArrayList<>();
    words.addAll(List.of(command, USER + "@127.0.0.1:" + sshd.port, "-F", "/dev/null"));
    words.addAll(List.of("--known-hosts", sshd.file("known_hosts").toString()));
    words.addAll(List.of(more));
    return words.toArray(String[]::new);
  }
}
