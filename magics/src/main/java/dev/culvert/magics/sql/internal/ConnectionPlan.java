package dev.culvert.magics.sql.internal;

import dev.culvert.magics.sql.LoginPlugin;
import dev.culvert.magics.sql.TunnelSocketFactory;
import java.util.Optional;
import java.util.Properties;

/**
 * Everything a connection is made from, but the password.
 *
 * @param name what it is called
 * @param address where the server is, as seen from the end of the tunnel if there is one
 * @param user who logs in
 * @param tls how much of TLS is asked for
 * @param ca the certificates to trust; empty for those of the JDK
 * @param tunnel the tunnel to go through
 * @param caution how careful it is
 * @param variable the variable of the notebook that holds what opens it; empty when we log in
 */
record ConnectionPlan(
    String name,
    ServerAddress address,
    String user,
    TlsMode tls,
    Optional<String> ca,
    Optional<String> tunnel,
    Caution caution,
    Optional<String> variable) {

  private static final String CONNECT_TIMEOUT_MILLIS = "10000";

  /** Safe to show: {@code ana@db.example.org:3306/shop}. */
  String title() {
    String database = address.database().isEmpty() ? "" : "/" + address.database();
    return user + "@" + address.hostAndPort() + database + through();
  }

  String through() {
    String opener = variable.map(name -> " by variable " + name).orElse("");
    return tunnel.map(way -> " through tunnel " + way).orElse("") + opener;
  }

  ConnectionPlan withoutDatabase() {
    ServerAddress server =
        new ServerAddress(
            address.host(), address.port(), "", address.options(), Optional.empty(), false);
    return new ConnectionPlan(name, server, user, tls, ca, tunnel, caution, variable);
  }

  String url() {
    return "jdbc:mariadb://" + address.hostAndPort() + "/" + address.database();
  }

  /**
   * The driver's settings.
   *
   * @param loginKey where the driver finds the login
   */
  Properties properties(String loginKey) {
    Properties properties = new Properties();
    properties.setProperty("connectTimeout", CONNECT_TIMEOUT_MILLIS);
    address.options().forEach(properties::setProperty);
    properties.setProperty("user", user);
    properties.setProperty("credentialType", LoginPlugin.TYPE);
    properties.setProperty(LoginPlugin.KEY_PROPERTY, loginKey);
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
