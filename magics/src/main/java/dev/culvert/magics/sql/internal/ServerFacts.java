package dev.culvert.magics.sql.internal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * What a server says of a connection, asked once when it is made.
 *
 * @param product what it is and its version, as {@code MariaDB 11.4.5}
 * @param account the account the server took the login for
 * @param timeZone the session's time zone; empty where JDBC does not say
 * @param tlsVersion empty when the connection is in clear, and where JDBC does not say
 * @param characters the character set of the session; empty where JDBC does not say
 */
record ServerFacts(
    String product, String account, String timeZone, String tlsVersion, String characters) {

  private static final String QUESTION =
      "SELECT VERSION(), CURRENT_USER(),"
          + " IF(@@time_zone = 'SYSTEM', @@system_time_zone, @@time_zone),"
          + " @@character_set_connection";

  /** Of MariaDB and MySQL. */
  static ServerFacts ask(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      String tls = tlsVersion(statement);
      try (ResultSet row = statement.executeQuery(QUESTION)) {
        row.next();
        return new ServerFacts(
            product(row.getString(1)), row.getString(2), row.getString(3), tls, row.getString(4));
      }
    }
  }

  private static String tlsVersion(Statement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery("SHOW SESSION STATUS LIKE 'Ssl_version'")) {
      String version = row.next() ? row.getString(2) : null;
      return version == null ? "" : version;
    }
  }

  private static String product(String version) {
    boolean mariaDb = version.contains("MariaDB");
    return (mariaDb ? "MariaDB " : "MySQL ") + version.replaceFirst("-.*", "");
  }
}
