package dev.culvert.embedded;

import org.apache.sshd.common.util.security.SecurityUtils;
import org.apache.sshd.common.util.security.SunJCESecurityProviderRegistrar;
import org.apache.sshd.common.util.security.bouncycastle.BouncyCastleSecurityProviderRegistrar;

/**
 * Keeps the SSH library from adding BouncyCastle to the JVM's security providers, which it does by
 * itself when it is first used.
 */
final class LocalSecurity {

  private LocalSecurity() {}

  /** Registers the providers for the library alone; doing it again changes nothing. */
  static synchronized void prepare() {
    if (SecurityUtils.getRegisteredProviders().isEmpty()) {
      SecurityUtils.registerSecurityProvider(new SunJCESecurityProviderRegistrar());
      LocalBouncyCastle local = new LocalBouncyCastle();
      SecurityUtils.registerSecurityProvider(local);
      SecurityUtils.setDefaultProviderChoice(local);
    }
  }

  private static final class LocalBouncyCastle extends BouncyCastleSecurityProviderRegistrar {
    @Override
    public boolean isNamedProviderUsed() {
      return false;
    }
  }
}
