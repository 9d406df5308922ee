package dev.culvert.magics.tunnel.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culvert.magics.tunnel.Tunnel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TunnelTrustTest extends TunnelTestCase {

  private Sshd sshd;

  @BeforeEach
  void startServer() throws Exception {
    sshd = Sshd.start(folder, List.of("ed25519", "ecdsa", "rsa"));
  }

  @AfterEach
  void stopServer() throws Exception {
    sshd.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ed25519", "ecdsa", "rsa"})
  void aServerKnownByAnyOneOfItsKeysIsTrusted(String type) throws Exception {
    sshd.trust(type);

    assertThat(connect().hostKey()).startsWithIgnoringCase(type);
  }

  @Test
  void hashedHostNamesAreUnderstood() throws Exception {
    sshd.trust("rsa");
    sshd.keygenTool("-q", "-H", "-f", sshd.file("known_hosts").toString());
    Files.delete(sshd.file("known_hosts.old"));
    assertThat(Files.readString(sshd.file("known_hosts"))).startsWith("|1|");

    assertThat(connect().hostKey()).startsWith("RSA");
  }

  @Test
  void anUnknownKeyIsShownAndNothingIsAskedWhereThereIsNoInput() throws Exception {
    Path file = sshd.knownHosts("");

    assertThatThrownBy(this::connect)
        .hasMessageMatching(
            "the key of 127\\.0\\.0\\.1:%d is not known: ED25519 SHA256:[A-Za-z0-9+/]{43}\\. Nothing was sent\\. Ask the server's admin whether this is its key\\. You cannot be asked here: add its line to %s, as 'ssh-keyscan -p %d 127\\.0\\.0\\.1' prints it\\."
                .formatted(sshd.port, file, sshd.port))
        .extracting("name")
        .isEqualTo("TUN-HOSTKEY");
    assertThat(file).isEmptyFile();
    assertThat(sshd.log()).noneMatch(line -> line.contains("publickey"));
  }

  @Test
  void aYesTrustsTheKeyFromThenOn() throws Exception {
    Path file = folder.resolve("new").resolve("known_hosts");
    notebook.answer("yes");

    connect("--known-hosts", file.toString()).close();

    assertThat(notebook.prompts)
        .singleElement()
        .asString()
        .matches(
            "The key of 127\\.0\\.0\\.1:%d is not known: ED25519 SHA256:\\S+\\. Trust it\\? \\[yes/no\\] "
                .formatted(sshd.port));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(connect("--known-hosts", file.toString()).isUp()).isTrue();
    assertThat(notebook.prompts).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"no", "", "y", "yes please"})
  void anythingButYesIsNo(String answer) throws Exception {
    Path file = sshd.knownHosts("");
    notebook.answer(answer);

    assertThatThrownBy(this::connect).extracting("name").isEqualTo("TUN-HOSTKEY");
    assertThat(file).isEmptyFile();
  }

  @Test
  void aChangedKeyNeverPassesAndNobodyIsAsked() throws Exception {
    sshd.keygen("other", "-t", "ed25519");
    String[] other = Files.readString(sshd.file("other.pub")).split(" ");
    Path file =
        sshd.knownHosts(
            "# mine\n[127.0.0.1]:" + sshd.port + " " + other[0] + " " + other[1] + "\n");
    notebook.answer("yes");

    assertThatThrownBy(this::connect)
        .hasMessageMatching(
            "line 2 of %1$s has ED25519 SHA256:\\S+ for 127\\.0\\.0\\.1:%2$d, but the server showed ED25519 SHA256:\\S+\\. Someone may be intercepting, or the server was rebuilt\\. Nothing was sent\\. If its admin confirms the new key: ssh-keygen -R '\\[127\\.0\\.0\\.1\\]:%2$d' -f %1$s, then open again\\."
                .formatted(file, sshd.port))
        .extracting("name")
        .isEqualTo("TUN-HOSTKEY-CHANGED");
    assertThat(notebook.prompts).isEmpty();
  }

  @Test
  void aKeyOfAnotherTypeThanTheKnownOneIsAChangedKey() throws Exception {
    sshd.close();
    String known = Files.readString(sshd.trust("rsa"));
    sshd = Sshd.start(Files.createDirectory(folder.resolve("two")), "UseDNS no");
    sshd.knownHosts(known.replaceFirst("\\d+", "127").replaceFirst("]:\\d+", "]:" + sshd.port));

    assertThatThrownBy(this::connect).extracting("name").isEqualTo("TUN-HOSTKEY-CHANGED");
  }

  @Test
  void aRevokedKeyNeverPasses() throws Exception {
    String line = Files.readString(sshd.trust("ed25519"));
    sshd.knownHosts(line + "@revoked " + line);

    assertThatThrownBy(this::connect)
        .hasMessageContaining("is marked as revoked")
        .extracting("name")
        .isEqualTo("TUN-HOSTKEY-CHANGED");
  }

  @Test
  void aFileThatOthersMayWriteIsNotBelieved() throws Exception {
    Path file = sshd.trust("ed25519");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw----"));

    assertThatThrownBy(this::connect)
        .hasMessage(
            "the host key of 127.0.0.1:%d cannot be checked: others may write %s (rw-rw----). Nothing was sent. Look whether its lines are yours, then chmod 600 %s."
                .formatted(sshd.port, file, file))
        .extracting("name")
        .isEqualTo("TUN-HOSTKEY");
  }

  @Test
  void aLineThatCannotBeReadForbidsTheQuestion() throws Exception {
    Path file = sshd.knownHosts("other.host ssh-ed25519\n\n@revoked\n");
    notebook.answer("yes");

    assertThatThrownBy(this::connect)
        .hasMessageEndingWith(
            ", and mend line 1 of %s, line 3 of %s first, which cannot be read and may be about it."
                .formatted(file, file));
    assertThat(notebook.prompts).isEmpty();
  }

  private Tunnel connect(String... more) throws Exception {
    String user = System.getProperty("user.name");
    String server = user + "@127.0.0.1:" + sshd.port;
    String key = sshd.file("id").toString();
    if (more.length > 0) {
      return open("t", server, "-i", key, more[0], more[1]);
    }
    return open("t", server, "-i", key, "--known-hosts", sshd.file("known_hosts").toString());
  }
}
