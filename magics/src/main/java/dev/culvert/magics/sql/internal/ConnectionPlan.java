package dev.culvert.magics.sql.internal;

import dev.culvert.magics.sql.ClientCertificatePlugin;
import dev.culvert.magics.sql.LoginPlugin;
import dev.culvert.magics.sql.TunnelSocketFactory;
import java.util.Optional;
import java.util.Properties;

/**
 * Everything a connection is made from, but the password. No text form tells the key.
 *
 * @param name what it is called
 * @param address where the server is, as seen from the end of the tunnel if there is one
 * @param user who logs in
 * @param tls how much of TLS is asked for
 * @param ca the certificates to trust; empty for those of the JDK
 * @param certificate the certificate that the server is shown; empty for none
 * @param tunnel the tunnel to go through
 * @param caution how careful it is
 * @param variable the variable of the notebook that holds what opens it; empty when we log in
 */
record ConnectionPlan(
    String name,
    Endpoint address,
    String user,
    TlsMode tls,
    Optional<String> ca,
    Optional<ClientCertificate> certificate,
    Optional<String> tunnel,
    Caution caution,
    Optional<String> variable) {

  private static final String CONNECT_TIMEOUT_MILLIS = "10000";

  /** Safe to show: {@code ana@db.example.org:3306/shop}. */
  String title() {
    if (isPlain()) {
      return address.shown() + (user.isEmpty() ? "" : " as " + user) + through();
    }
    String database = address.database().isEmpty() ? "" : "/" + address.database();
    return user + "@" + address.shown() + database + through();
  }

  /** Whether another driver than MariaDB's is used, about which JDBC alone is known. */
  boolean isPlain() {
    return address instanceof JdbcUrl;
  }

  /**
   * The server, for MariaDB's driver.
   *
   * @throws IllegalStateException when the plan is {@link #isPlain}
   */
  ServerAddress server() {
    if (address instanceof ServerAddress server) {
      return server;
    }
    throw new IllegalStateException("a plan for another driver than MariaDB's");
  }

  String through() {
    String opener = variable.map(name -> " by variable " + name).orElse("");
    return tunnel.map(way -> " through tunnel " + way).orElse("") + opener;
  }

  ConnectionPlan withoutDatabase() {
    return new ConnectionPlan(
        name, server().withDatabase(""), user, tls, ca, certificate, tunnel, caution, variable);
  }

  String url() {
    return server().url();
  }

  /**
   * The driver's settings.
   *
   * @param loginKey where the driver finds the login
   */
  Properties properties(String loginKey) {
    Properties properties = new Properties();
    properties.setProperty("connectTimeout", CONNECT_TIMEOUT_MILLIS);
    server().options().forEach(properties::setProperty);
    properties.setProperty("user", user);
    properties.setProperty("credentialType", LoginPlugin.TYPE);
    properties.setProperty(LoginPlugin.KEY_PROPERTY, loginKey);
    ClientCertificatePlugin.use(loginKey, properties);
    properties.setProperty("sslMode", tls.driverWord());
    ca.ifPresent(file -> properties.setProperty("serverSslCert", file));
    // Values as they are: TINYINT(1) holds 5 as well, and the year 0 is a year.
    properties.setProperty("tinyInt1isBit", "false");
    properties.setProperty("yearIsDateType", "false");
    properties.setProperty("geometryDefaultType", "default");
    // A statement could else read any file of this machine, or hide a second statement.
    properties.setProperty("allowLocalInfile", "false");
    properties.setProperty("allowMultiQueries", "false");
    tunnel.ifPresent(way -> TunnelSocketFactory.use(way, properties));
    return properties;
  }
}
