package dev.culvert.magics.tunnel.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TunnelKeyTest extends TunnelTestCase {

  @Test
  void aNewPairIsOnesOwnAndLogsIn() throws Exception {
    Path key = folder.resolve("ssh").resolve("work");
    run("key", "new", key.toString(), "--comment", "for work");

    assertThat(mode(key)).isEqualTo("rw-------");
    assertThat(mode(key.getParent())).isEqualTo("rwx------");
    String line = Files.readString(publicHalf(key)).strip();
    assertThat(line).matches("ssh-ed25519 [A-Za-z0-9+/=]+ for work");
    assertThat(notebook.shown.get(0))
        .startsWith("new key ED25519 SHA256:")
        .contains(line, "%tunnel key add [USER@]HOST -i " + key + ".pub")
        .doesNotContain("PRIVATE");
    try (Sshd sshd = Sshd.start(folder)) {
      Files.writeString(sshd.file("authorized_keys"), line + "\n");
      assertThat(open(words(sshd, "-i", key.toString())).isUp()).isTrue();
    }
  }

  @Test
  void aPassphraseIsAskedForTwiceAndProtects() throws Exception {
    Path key = folder.resolve("work");
    notebook.answer("c0rrect-horse").answer("c0rrect-horse");
    run("key", "new", key.toString(), "--passphrase");

    try (Sshd sshd = Sshd.start(folder)) {
      sshd.authorize("work");
      notebook.answer("c0rrect-horse");
      assertThat(open(words(sshd, "-i", key.toString())).isUp()).isTrue();
    }
    assertThat(notebook.prompts)
        .containsExactly(
            "Passphrase for the new key: ", "Once more: ", "Passphrase of " + key + ": ");
    notebook.answer("one").answer("two");
    Path other = folder.resolve("other");
    assertThatThrownBy(() -> run("key", "new", other.toString(), "--passphrase"))
        .hasMessage("the two passphrases differ; no key was made.");
    assertThat(other).doesNotExist();
  }

  @Test
  void aKeyThatIsThereIsNotWrittenOver() throws Exception {
    Path key = Files.writeString(folder.resolve("work"), "precious");

    assertThatThrownBy(() -> run("key", "new", key.toString()))
        .hasMessage(key + " is there already, and is not written over. Name another file.")
        .extracting("name")
        .isEqualTo("TUN-KEY");
    assertThat(Files.readString(key)).isEqualTo("precious");
  }

  @Test
  void addingAKeyLetsItLogInAndIsDoneOnce() throws Exception {
    try (Sshd sshd = withHome()) {
      Path key = sshd.keygen("work", "-t", "ed25519", "-C", "ana's $(touch x) key");
      Path authorized = home().resolve(".ssh/authorized_keys");
      Files.writeString(authorized, Files.readString(authorized).strip()); // no end of line
      String login = sshd.file("id").toString();

      run(add(sshd, "-i", publicHalf(key).toString(), "--login-key", login));
      run(add(sshd, "-i", publicHalf(key).toString(), "--login-key", login));

      assertThat(Files.readAllLines(authorized))
          .hasSize(2)
          .endsWith(Files.readString(publicHalf(key)).strip());
      String user = System.getProperty("user.name");
      String command =
          "the same in a shell: ssh-copy-id -i %s.pub -p %d %s@127.0.0.1"
              .formatted(key, sshd.port, user);
      String fingerprint = HostKeyCheck.describe(PublicKeyFile.read(publicHalf(key)).orElseThrow());
      String ofServer = "the authorized_keys of %s@127.0.0.1:%d".formatted(user, sshd.port);
      assertThat(notebook.shown)
          .containsExactly(
              command,
              "%s.pub %s was added to %s".formatted(key, fingerprint, ofServer),
              command,
              "%s.pub %s was already in %s".formatted(key, fingerprint, ofServer));
      assertThat(open(words(sshd, "-i", key.toString())).isUp()).isTrue();
      assertThat(mode(authorized)).isEqualTo("rw-------");
    }
  }

  @Test
  void aPrivateKeyIsNotAdded() throws Exception {
    try (Sshd sshd = withHome()) {
      String key = sshd.file("id").toString();

      assertThatThrownBy(() -> run(add(sshd, "-i", key, "--login-key", key)))
          .hasMessage(
              "%s is a private key, which never leaves this machine; nothing was sent. Add its public half: -i %s.pub."
                  .formatted(key, key))
          .extracting("name")
          .isEqualTo("TUN-KEY");
      assertThat(sshd.log()).noneMatch(line -> line.contains("Accepted"));
      assertThatThrownBy(() -> run(add(sshd)))
          .hasMessageContaining("name the one key to add with -i KEY.pub.");
      Path text = Files.writeString(folder.resolve("text"), "ssh-ed25519 x\nssh-rsa y\n");
      assertThatThrownBy(() -> run(add(sshd, "-i", text.toString())))
          .hasMessage(
              text
                  + " is not a public key of one line, as ssh-ed25519 AAAA... name. %tunnel key new"
                  + " makes one.");
    }
  }

  @Test
  void aServerThatRunsNoCommandSaysSo() throws Exception {
    try (Sshd sshd = Sshd.start(folder, "ForceCommand false")) {
      Path key = sshd.keygen("work", "-t", "ed25519");

      assertThatThrownBy(
              () ->
                  run(
                      add(
                          sshd,
                          "-i",
                          publicHalf(key).toString(),
                          "--login-key",
                          sshd.file("id").toString())))
          .hasMessageContaining("did not take the key (exit code 1: ). Its account may allow no")
          .hasMessageEndingWith(Files.readString(publicHalf(key)).strip())
          .extracting("name")
          .isEqualTo("TUN-KEY");
    }
  }

  @Test
  void aServerThatOpensNoSessionSaysSo() throws Exception {
    try (Sshd sshd = Sshd.start(folder, "MaxSessions 0")) {
      String key = publicHalf(sshd.keygen("work", "-t", "ed25519")).toString();

      assertThatThrownBy(() -> run(add(sshd, "-i", key, "--login-key", sshd.file("id").toString())))
          .hasMessageStartingWith("127.0.0.1:" + sshd.port + " runs no command for us: ")
          .extracting("name")
          .isEqualTo("TUN-COMMAND");
    }
  }

  /** A server whose accounts have their home in a folder of the test. */
  private Sshd withHome() throws Exception {
    Files.createDirectories(home().resolve(".ssh"));
    Sshd sshd =
        Sshd.start(
            folder,
            "SetEnv HOME=" + home(),
            "AuthorizedKeysFile " + home().resolve(".ssh/authorized_keys"));
    Files.move(sshd.file("authorized_keys"), home().resolve(".ssh/authorized_keys"));
    Files.setPosixFilePermissions(
        home().resolve(".ssh/authorized_keys"), PosixFilePermissions.fromString("rw-------"));
    return sshd;
  }

  private Path home() {
    return folder.resolve("home");
  }

  private static String[] add(Sshd sshd, String... more) {
    List<String> words = new ArrayList<>(List.of("key", "add"));
    words.addAll(sshd.address());
    words.addAll(List.of(more));
    return words.toArray(String[]::new);
  }

  private static String[] words(Sshd sshd, String... more) {
    List<String> words = new ArrayList<>(sshd.address());
    words.addAll(List.of(more));
    return words.toArray(String[]::new);
  }

  private static Path publicHalf(Path key) {
    return key.resolveSibling(key.getFileName() + ".pub");
  }

  private static String mode(Path file) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
