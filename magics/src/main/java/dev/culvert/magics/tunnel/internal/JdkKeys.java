package dev.culvert.magics.tunnel.internal;

import dev.culvert.magics.tunnel.internal.TunnelError.Code;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.interfaces.EdECKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.util.security.SecurityUtils;

/** Keys of the JDK as the SSH library takes them: its Ed25519 keys are BouncyCastle's. */
final class JdkKeys {

  private JdkKeys() {}

  /**
   * The pair as it can be shown to a server.
   *
   * @throws TunnelError when SSH has no such keys
   */
  static KeyPair usable(KeyPair pair) {
    SshSecurity.prepare();
    try {
      KeyPair usable = pair.getPublic() instanceof EdECKey ? translated(pair) : pair;
      if (KeyUtils.getKeyType(usable.getPublic()) != null) {
        return usable;
      }
    } catch (GeneralSecurityException e) {
      throw notUsable(pair, e);
    }
    throw notUsable(pair, null);
  }

  private static KeyPair translated(KeyPair pair) throws GeneralSecurityException {
    KeyFactory factory = SecurityUtils.getKeyFactory("Ed25519");
    return new KeyPair(
        factory.generatePublic(new X509EncodedKeySpec(pair.getPublic().getEncoded())),
        factory.generatePrivate(new PKCS8EncodedKeySpec(pair.getPrivate().getEncoded())));
  }

  private static TunnelError notUsable(KeyPair pair, Exception cause) {
    return new TunnelError(
        Code.KEY,
        "the given key pair is of type %s, which SSH servers do not take. Make one of Ed25519, of RSA, or of EC on secp256r1, secp384r1 or secp521r1."
            .formatted(pair.getPublic().getAlgorithm()),
        cause);
  }
}
