package dev.culvert.magics.tunnel.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.Security;
import java.util.List;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.signature.BuiltinSignatures;
import org.apache.sshd.common.signature.Signature;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.junit.jupiter.api.Test;

/** In a JVM of its own: what another test has made the library register would help. */
class SshSecurityTest {

  private static final byte[] TEXT = "signed".getBytes(StandardCharsets.UTF_8);

  @Test
  void aFreshJvmHasEd25519AndNoOtherProvidersThanBefore() throws Exception {
    Process fresh =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                System.getProperty("java.class.path"),
                SshSecurityTest.class.getName())
            .redirectErrorStream(true)
            .start();

    // Loggers of the test class path may say more.
    assertThat(fresh.inputReader().lines())
        .contains("made and verified", "digests are the JDK's", "0 providers more");
    assertThat(fresh.waitFor()).isZero();
  }

  /** Runs in the other JVM. */
  public static void main(String[] none) throws Exception {
    List<String> before = providers();
    SshSecurity.prepare();
    KeyPair pair = KeyUtils.generateKeyPair(KeyPairProvider.SSH_ED25519, 256);
    Signature signer = BuiltinSignatures.ed25519.create();
    signer.initSigner(null, pair.getPrivate());
    signer.update(null, TEXT);
    byte[] signature = signer.sign(null);
    Signature verifier = BuiltinSignatures.ed25519.create();
    verifier.initVerifier(null, pair.getPublic());
    verifier.update(null, TEXT);
    System.out.println(verifier.verify(null, signature) ? "made and verified" : "not verified");
    System.out.println(
        SecurityUtils.getMessageDigest("SHA-256").getProvider().getName().equals("SUN")
            ? "digests are the JDK's"
            : "digests are another's");
    System.out.println(providers().size() - before.size() + " providers more");
  }

  private static List<String> providers() {
    return List.of(Security.getProviders()).stream().map(Object::toString).toList();
  }
}
