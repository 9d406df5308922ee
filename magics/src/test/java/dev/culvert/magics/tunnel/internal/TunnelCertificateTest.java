package dev.culvert.magics.tunnel.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culvert.magics.tunnel.Tunnel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Certificates of users and of servers, made by ssh-keygen and judged by sshd. */
class TunnelCertificateTest extends TunnelTestCase {

  private static final String ME = System.getProperty("user.name");

  private Sshd sshd;
  private Path authority;

  @BeforeEach
  void startServer() throws Exception {
    sshd =
        Sshd.start(
            folder,
            "TrustedUserCAKeys " + folder.resolve("authority.pub"),
            "HostCertificate " + folder.resolve("host_ed25519-cert.pub"));
    authority = sshd.keygen("authority", "-t", "ed25519");
  }

  @AfterEach
  void stopServer() throws Exception {
    sshd.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ed25519", "ecdsa", "rsa"})
  void aCertificateBesideItsKeyLogsIn(String type) throws Exception {
    Path key = certified(type, ME, "+1h");

    assertThat(connect("-i", key.toString()).isUp()).isTrue();
  }

  @Test
  void aCertificateFileMayLieElsewhere() throws Exception {
    Path key = certified("ed25519", ME, "+1h");
    Path moved = Files.move(sshd.file("user-cert.pub"), folder.resolve("elsewhere.pub"));

    assertThat(connect("-i", key.toString(), "-o", "CertificateFile=" + moved).isUp()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"bob, +1h, 'is for bob, not for %s'", "%s, 20200101:20200102, expired \\d+ days ago"})
  void aCertificateThatIsNotGoodIsNamedWithTheReason(
      String principal, String validity, String reason) throws Exception {
    Path key = certified("ed25519", principal.formatted(ME), validity);

    assertThatThrownBy(() -> connect("-i", key.toString()))
        .hasMessageMatching(
            "(?s)127\\.0\\.0\\.1:\\d+ refused user '%s' .*Fix: %s-cert\\.pub %s\\. Get a new certificate .*"
                .formatted(ME, key, reason.formatted(ME)))
        .extracting("name")
        .isEqualTo("TUN-CERT");
  }

  @Test
  void aServerWithACertificateOfAKnownAuthorityIsTrusted() throws Exception {
    certifyHost("127.0.0.1");
    sshd.knownHosts("@cert-authority 127.0.0.1,[127.0.0.1]:* " + publicKey("authority"));

    assertThat(connect("-i", sshd.file("id").toString()).hostKey()).startsWith("ED25519 SHA256:");
    assertThat(notebook.prompts).isEmpty();
  }

  @Test
  void aServerWithACertificateOfAnotherAuthorityIsUnknown() throws Exception {
    sshd.keygen("other", "-t", "ed25519");
    certifyHost("127.0.0.1");
    sshd.knownHosts("@cert-authority [127.0.0.1]:* " + publicKey("other"));

    assertThatThrownBy(() -> connect("-i", sshd.file("id").toString()))
        .extracting("name")
        .isEqualTo("TUN-HOSTKEY");
  }

  @Test
  void aRevokedAuthorityNeverPasses() throws Exception {
    certifyHost("127.0.0.1");
    String line = "[127.0.0.1]:* " + publicKey("authority");
    sshd.knownHosts("@cert-authority " + line + "@revoked " + line);

    assertThatThrownBy(() -> connect("-i", sshd.file("id").toString()))
        .extracting("name")
        .isEqualTo("TUN-HOSTKEY-CHANGED");
  }

  @Test
  void aCertificateForAnotherServerIsNotTrusted() throws Exception {
    certifyHost("db.example.org");
    sshd.knownHosts("@cert-authority [127.0.0.1]:* " + publicKey("authority"));

    assertThatThrownBy(() -> connect("-i", sshd.file("id").toString()))
        .extracting("name")
        .isIn("TUN-KEX", "TUN-HOSTKEY");
  }

  private Path certified(String type, String principal, String validity) throws Exception {
    Path key = sshd.keygen("user", "-t", type);
    sshd.keygenTool(
        "-q",
        "-s",
        authority.toString(),
        "-I",
        "me",
        "-n",
        principal,
        "-V",
        validity,
        key + ".pub");
    return key;
  }

  private void certifyHost(String principal) throws Exception {
    Path key = sshd.file("host_ed25519");
    sshd.keygenTool(
        "-q", "-s", authority.toString(), "-I", "host", "-h", "-n", principal, key + ".pub");
    sshd.kill();
    sshd.launch();
  }

  private String publicKey(String name) throws Exception {
    return Files.readString(sshd.file(name + ".pub"));
  }

  private Tunnel connect(String... more) throws Exception {
    List<String> words = new ArrayList<>(List.of("t"));
    words.addAll(sshd.address());
    words.addAll(List.of(more));
    return open(words.toArray(String[]::new));
  }
}
