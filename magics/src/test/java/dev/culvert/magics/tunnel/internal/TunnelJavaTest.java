package dev.culvert.magics.tunnel.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culvert.magics.tunnel.Tunnel;
import dev.culvert.magics.tunnel.TunnelRequest;
import dev.culvert.magics.tunnel.Tunnels;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tunnels of Java code, with the JDK's own keys. */
class TunnelJavaTest extends ServedTunnelTestCase {

  @ParameterizedTest
  @ValueSource(strings = {"Ed25519", "EC", "RSA"})
  void aKeyPairLogsInAndAfterALossAgain(String algorithm) throws Exception {
    KeyPair pair = pair(algorithm);
    Files.writeString(
        sshd.file("authorized_keys"),
        PublicKeyEntry.toString(JdkKeys.usable(pair).getPublic()) + "\n");

    try (Tunnel tunnel = request().key(pair).to("127.0.0.1", echo.port()).named("java").open()) {
      assertThat(tunnel.isUp()).isTrue();
      assertThat(tunnel.hostKey()).startsWith("ED25519 SHA256:");
      assertThat(tunnel.localAddress())
          .isEqualTo(new InetSocketAddress("127.0.0.1", tunnel.localPort()));
      assertThat(tunnel.targets()).hasSize(1);
      assertThat(Tunnels.find("java")).containsSame(tunnel);
      sshd.kill();
      sshd.launch();
      assertEchoes(tunnel);
    }
    assertThat(Tunnels.all()).isEmpty();
  }

  @Test
  void aKeyPairThatIsRefusedIsNamedAndNothingSecretIsShown() throws Exception {
    KeyPair pair = pair("Ed25519");
    TunnelRequest request = request().key(pair).to(0, "127.0.0.1", echo.port());

    assertThatThrownBy(request::open)
        .hasMessageContaining("Tried: the given key pair ED25519 SHA256:")
        .extracting("name")
        .isEqualTo("TUN-AUTH");
    assertThat(request.toString()).doesNotContain("Private");
  }

  @Test
  void nobodyIsAsked() throws Exception {
    sshd.knownHosts("");

    assertThatThrownBy(() -> request().key(sshd.file("id")).open())
        .hasMessageContaining("You cannot be asked here: add its line to ")
        .extracting("name")
        .isEqualTo("TUN-HOSTKEY");
  }

  @Test
  void aThreadThatIsInterruptedWhileItWritesLosesNobodyTheTunnel() throws Exception {
    try (Tunnel tunnel = request().key(sshd.file("id")).to("127.0.0.1", echo.port()).open();
        Socket one = tunnel.dial("127.0.0.1", echo.port());
        Socket other = tunnel.dial("127.0.0.1", echo.port())) {
      Thread.currentThread().interrupt();
      one.getOutputStream().write("one".getBytes());
      assertThat(Thread.interrupted()).isTrue();
      assertThat(one.getInputStream().readNBytes(3)).isEqualTo("one".getBytes());
      other.getOutputStream().write("other".getBytes());
      assertThat(other.getInputStream().readNBytes(5)).isEqualTo("other".getBytes());
    }
  }

  private TunnelRequest request() {
    return Tunnels.through(sshd.address().get(0)).knownHosts(sshd.file("known_hosts"));
  }

  private static KeyPair pair(String algorithm) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
    if (algorithm.equals("EC")) {
      generator.initialize(new ECGenParameterSpec("secp256r1"));
    }
    return generator.generateKeyPair();
  }
}
