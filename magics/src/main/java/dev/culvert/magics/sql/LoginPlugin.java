package dev.culvert.magics.sql;

import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.mariadb.jdbc.Configuration;
import org.mariadb.jdbc.HostAddress;
import org.mariadb.jdbc.plugin.Credential;
import org.mariadb.jdbc.plugin.CredentialPlugin;

/**
 * Hands logins to the driver at the moment it logs in.
 *
 * <p>Hazard: a password in the driver's URL or properties comes back from {@code
 * DatabaseMetaData.getURL()} and from error texts. Here the driver's settings hold a random key
 * only, and the login stands in a map that is found by it, until {@link #forget}.
 *
 * <p>The driver makes its own instances of this class, by {@link java.util.ServiceLoader}, so the
 * map is static. Any thread.
 */
public final class LoginPlugin implements CredentialPlugin {

  /** The name of this plugin in the driver's option {@code credentialType}. */
  public static final String TYPE = "CULVERT";

  /** The driver property that holds the key of a login. */
  public static final String KEY_PROPERTY = "culvertLogin";

  private static final Map<String, Credential> LOGINS = new ConcurrentHashMap<>();

  private Credential login;

  /** For the driver. */
  public LoginPlugin() {}

  /**
   * Keeps a login and returns its key.
   *
   * @param password empty for none
   */
  public static String remember(String user, String password) {
    String key = UUID.randomUUID().toString();
    // The driver proves an empty password as one that is, which the account does not have.
    LOGINS.put(key, new Credential(user, password.isEmpty() ? null : password));
    return key;
  }

  /** Drops a login; later connection attempts with its key fail. */
  public static void forget(String key) {
    LOGINS.remove(key);
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public CredentialPlugin initialize(
      Configuration configuration, String userName, HostAddress address) throws SQLException {
    String key = configuration.nonMappedOptions().getProperty(KEY_PROPERTY, "");
    Credential known = LOGINS.get(key);
    if (known == null) {
      throw new SQLException("this connection was closed: connect again", "08003");
    }
    LoginPlugin ready = new LoginPlugin();
    ready.login = known;
    return ready;
  }

  @Override
  public Credential get() {
    return login;
  }
}
