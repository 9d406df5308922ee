package dev.culvert.magics.tunnel.internal;

import java.security.Security;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.apache.sshd.common.util.security.SunJCESecurityProviderRegistrar;
import org.apache.sshd.common.util.security.bouncycastle.BouncyCastleSecurityProviderRegistrar;

/**
 * Gives the SSH library BouncyCastle (ed25519, encrypted PKCS#8) without adding it to the JVM's
 * {@link Security} providers, where user code would see it.
 *
 * <p>Hazard: the library registers providers by itself, globally, the first time it needs any. So
 * {@link #prepare()} comes before every other use of it. The JDK's own provider is registered
 * first: its AES uses the processor's instructions.
 */
final class SshSecurity {

  private SshSecurity() {}

  /** Registers the providers, once for the class loader this class lives in. */
  static void prepare() {
    Once.prepared();
  }

  private static final class Once {
    static {
      SecurityUtils.registerSecurityProvider(new SunJCESecurityProviderRegistrar());
      LocalBouncyCastle local = new LocalBouncyCastle();
      SecurityUtils.registerSecurityProvider(local);
      SecurityUtils.setDefaultProviderChoice(local);
    }

    private static void prepared() {
      if (!SecurityUtils.isEDDSACurveSupported()) {
        throw new IllegalStateException("BouncyCastle is missing beside the SSH library");
      }
    }
  }

  /** BouncyCastle as an instance that is passed along, not as a name looked up in the JVM. */
  private static final class LocalBouncyCastle extends BouncyCastleSecurityProviderRegistrar {
    @Override
    public boolean isNamedProviderUsed() {
      return false;
    }
  }
}
