package dev.culvert.magics.tunnel.internal;

import java.security.Provider;
import java.security.Security;
import java.util.Optional;
import org.apache.sshd.common.util.security.AbstractSecurityProviderRegistrar;
import org.apache.sshd.common.util.security.SecurityProviderChoice;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.apache.sshd.common.util.security.bouncycastle.BouncyCastleSecurityProviderRegistrar;
import org.apache.sshd.common.util.security.eddsa.bouncycastle.BouncyCastleEdDSASupport;
import org.apache.sshd.common.util.security.eddsa.generic.EdDSASupport;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * Gives the SSH library BouncyCastle (Ed25519, encrypted PKCS#8) without adding it to the JVM's
 * {@link Security} providers, where user code would see it.
 *
 * <p>What the JDK can do, it does: its AES uses the processor's instructions, and BouncyCastle's
 * provider loads several hundred classes to name all that it has. So of that one only Ed25519 is
 * used, by a small provider; the whole is made when a key file needs it.
 *
 * <p>Hazard: the library registers providers by itself, globally, the first time it needs any. So
 * {@link #prepare()} comes before every other use of it.
 */
final class SshSecurity {

  private SshSecurity() {}

  /** Registers the providers, once for the class loader this class lives in. */
  static void prepare() {
    Once.prepared();
  }

  private static final class Once {
    static {
      SecurityUtils.registerSecurityProvider(new Ed25519Registrar());
      SecurityUtils.registerSecurityProvider(new WholeBouncyCastle());
      if (!SecurityUtils.isEDDSACurveSupported()) {
        throw new IllegalStateException("BouncyCastle is missing beside the SSH library");
      }
      // The library has chosen BouncyCastle for all that no provider above is for.
      SecurityUtils.setDefaultProviderChoice(SecurityProviderChoice.EMPTY);
    }

    private static void prepared() {
      // Loading this class did it.
    }
  }

  /** Ed25519 as BouncyCastle has it, whose keys the library knows. */
  private static final class Ed25519 extends Provider {
    private static final String PACKAGE = "org.bouncycastle.jcajce.provider.asymmetric.edec.";

    Ed25519() {
      super("Culvert-Ed25519", "1", "Ed25519 of BouncyCastle");
      put("KeyFactory.Ed25519", PACKAGE + "KeyFactorySpi$Ed25519");
      put("KeyPairGenerator.Ed25519", PACKAGE + "KeyPairGeneratorSpi$Ed25519");
      put("Signature.Ed25519", PACKAGE + "SignatureSpi$Ed25519");
      // The library also asks for what is of both curves by the name of both.
      put("Alg.Alias.KeyFactory.EdDSA", "Ed25519");
      put("Alg.Alias.KeyPairGenerator.EdDSA", "Ed25519");
      put("Alg.Alias.Signature.EdDSA", "Ed25519");
    }
  }

  private static final class Ed25519Registrar extends AbstractSecurityProviderRegistrar {
    private final Provider provider = new Ed25519();

    Ed25519Registrar() {
      super("Ed25519");
    }

    @Override
    public boolean isSupported() {
      return true;
    }

    @Override
    public boolean isNamedProviderUsed() {
      return false;
    }

    @Override
    public String getProviderName() {
      return provider.getName();
    }

    @Override
    public Provider getSecurityProvider() {
      return provider;
    }

    @Override
    public boolean isSecurityEntitySupported(Class<?> type, String algorithm) {
      return provider.getService(type.getSimpleName(), algorithm) != null;
    }

    @Override
    public Optional<EdDSASupport<?, ?>> getEdDSASupport() {
      return Optional.of(new BouncyCastleEdDSASupport());
    }
  }

  /** Passed along where the library wants BouncyCastle itself, for key files; made then. */
  private static final class WholeBouncyCastle extends BouncyCastleSecurityProviderRegistrar {

    private static final class Made {
      private static final Provider PROVIDER = new BouncyCastleProvider();
    }

    @Override
    public boolean isNamedProviderUsed() {
      return false;
    }

    /** One that is there: else registering this would make the provider, to see that it can. */
    @Override
    public String getProviderName() {
      return Security.getProviders()[0].getName();
    }

    @Override
    public Provider getSecurityProvider() {
      return Made.PROVIDER;
    }

    @Override
    public boolean isSecurityEntitySupported(Class<?> type, String algorithm) {
      return false;
    }
  }
}
