package dev.culvert.magics.sql.internal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * What a server says of a connection, asked once when it is made.
 *
 * @param version the server's version
 * @param account the account the server took the login for
 * @param timeZone the session's time zone
 * @param tlsVersion empty when the connection is in clear
 */
record ServerFacts(String version, String account, String timeZone, String tlsVersion) {

  private static final String QUESTION =
      "SELECT VERSION(), CURRENT_USER(),"
          + " IF(@@time_zone = 'SYSTEM', @@system_time_zone, @@time_zone)";

  static ServerFacts ask(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      String tls = tlsVersion(statement);
      try (ResultSet row = statement.executeQuery(QUESTION)) {
        row.next();
        return new ServerFacts(row.getString(1), row.getString(2), row.getString(3), tls);
      }
    }
  }

  private static String tlsVersion(Statement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery("SHOW SESSION STATUS LIKE 'Ssl_version'")) {
      String version = row.next() ? row.getString(2) : null;
      return version == null ? "" : version;
    }
  }

  /** The product and its version, as {@code MariaDB 11.4.5}. */
  String product() {
    boolean mariaDb = version.contains("MariaDB");
    return (mariaDb ? "MariaDB " : "MySQL ") + version.replaceFirst("-.*", "");
  }
}
