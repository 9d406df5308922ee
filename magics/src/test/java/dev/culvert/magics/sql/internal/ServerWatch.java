package dev.culvert.magics.sql.internal;

import dev.culvert.embedded.EmbeddedMariaDb;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Looks at a server from outside, by a connection of its own. */
final class ServerWatch {

  private ServerWatch() {}

  /** Asks the server until it says that this connection runs this statement. */
  static void awaitRunning(EmbeddedMariaDb server, Object connectionId, String sql)
      throws SQLException {
    String url = "jdbc:mariadb://127.0.0.1:" + server.port() + "/";
    try (Connection watch = DriverManager.getConnection(url, server.user(), server.password());
        PreparedStatement ask =
            watch.prepareStatement(
                "SELECT COUNT(*) FROM information_schema.processlist WHERE id = ? AND info LIKE"
                    + " CONCAT('%', ?, '%')")) {
      ask.setObject(1, connectionId);
      ask.setString(2, sql);
      long found = 0;
      while (found == 0) {
        try (ResultSet rows = ask.executeQuery()) {
          rows.next();
          found = rows.getLong(1);
        }
      }
    }
  }

  /** Asks the server until it knows no such connection any more. */
  static void awaitEnd(EmbeddedMariaDb server, Object connectionId) throws SQLException {
    String url = "jdbc:mariadb://127.0.0.1:" + server.port() + "/";
    try (Connection watch = DriverManager.getConnection(url, server.user(), server.password());
        PreparedStatement ask =
            watch.prepareStatement(
                "SELECT COUNT(*) FROM information_schema.processlist WHERE id = ?")) {
      ask.setObject(1, connectionId);
      long found = 1;
      while (found > 0) {
        try (ResultSet rows = ask.executeQuery()) {
          rows.next();
          found = rows.getLong(1);
        }
      }
    }
  }

  /** Asks the server until it says that any connection but this one runs this statement. */
  static void awaitRunning(EmbeddedMariaDb server, String sql) throws SQLException {
    String url = "jdbc:mariadb://127.0.0.1:" + server.port() + "/";
    try (Connection watch = DriverManager.getConnection(url, server.user(), server.password());
        PreparedStatement ask =
            watch.prepareStatement(
                "SELECT COUNT(*) FROM information_schema.processlist WHERE id <> CONNECTION_ID()"
                    + " AND info LIKE CONCAT('%', ?)")) {
      ask.setString(1, sql);
      long found = 0;
      while (found == 0) {
        try (ResultSet rows = ask.executeQuery()) {
          rows.next();
          found = rows.getLong(1);
        }
      }
    }
  }
}
