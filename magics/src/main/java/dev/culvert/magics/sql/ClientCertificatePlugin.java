package dev.culvert.magics.sql;

import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.KeyManager;
import org.mariadb.jdbc.Configuration;
import org.mariadb.jdbc.export.ExceptionFactory;
import org.mariadb.jdbc.plugin.tls.main.DefaultTlsSocketPlugin;

/**
 * Hands client certificates and their keys to the driver at the moment it connects.
 *
 * <p>The driver itself reads keys of PKCS#12 and Java stores alone, whose passphrases stand in its
 * properties. Here the properties hold a random key, by which what was read is found until {@link
 * #forget}; which servers are trusted stays the driver's business.
 *
 * <p>The driver makes its own instances of this class, by {@link java.util.ServiceLoader}, so the
 * map is static. Any thread.
 */
public final class ClientCertificatePlugin extends DefaultTlsSocketPlugin {

  private static final String TYPE = "CULVERT";
  private static final String KEY_PROPERTY = "culvertCertificate";
  private static final Map<String, KeyManager> KNOWN = new ConcurrentHashMap<>();

  /** For the driver. */
  public ClientCertificatePlugin() {}

  /** Keeps a certificate with its key under the name of a login. */
  public static void remember(String login, KeyManager certificate) {
    KNOWN.put(login, certificate);
  }

  /** Drops what was kept for a login, if anything was. */
  public static void forget(String login) {
    KNOWN.remove(login);
  }

  /** Makes a connection with these properties show the certificate that was kept, if one was. */
  public static void use(String login, Properties properties) {
    if (KNOWN.containsKey(login)) {
      properties.setProperty("tlsSocketType", TYPE);
      properties.setProperty(KEY_PROPERTY, login);
    }
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public KeyManager[] getKeyManager(Configuration configuration, ExceptionFactory errors) {
    String login = configuration.nonMappedOptions().getProperty(KEY_PROPERTY, "");
    KeyManager known = KNOWN.get(login);
    return known == null ? new KeyManager[0] : new KeyManager[] {known};
  }
}
