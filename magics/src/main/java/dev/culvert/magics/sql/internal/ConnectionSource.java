package dev.culvert.magics.sql.internal;

import dev.culvert.magics.sql.ClientCertificatePlugin;
import dev.culvert.magics.sql.LoginPlugin;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;
import javax.sql.DataSource;

/** Where the connections of a database come from. Any thread. */
interface ConnectionSource {

  /** A connection for {@code %sql} itself. */
  Connection first(ConnectionPlan plan) throws SQLException;

  /** A connection besides. */
  Connection another(ConnectionPlan plan) throws SQLException;

  /** Whether who takes a connection has to close it. */
  default boolean isOurs() {
    return true;
  }

  /** No more connections are wanted. */
  default void close() {}

  /**
   * Logs in; the driver finds the password, and the certificate that the server is shown, under a
   * key, so that they stand in no property.
   */
  static ConnectionSource login(
      String user, String password, Optional<ClientCertificate> certificate) {
    String key = LoginPlugin.remember(user, password);
    certificate.ifPresent(shown -> ClientCertificatePlugin.remember(key, shown));
    return new ConnectionSource() {
      @Override
      public Connection first(ConnectionPlan plan) throws SQLException {
        return another(plan);
      }

      @Override
      public Connection another(ConnectionPlan plan) throws SQLException {
        return new org.mariadb.jdbc.Driver().connect(plan.url(), plan.properties(key));
      }

      @Override
      public void close() {
        LoginPlugin.forget(key);
        ClientCertificatePlugin.forget(key);
      }
    };
  }

  /**
   * Logs in by another driver than MariaDB's.
   *
   * @param user empty to log in without one
   */
  static ConnectionSource by(Driver driver, JdbcUrl url, String user, String password) {
    return new ConnectionSource() {
      @Override
      public Connection first(ConnectionPlan plan) throws SQLException {
        Properties settings = new Properties();
        url.options().forEach(settings::setProperty);
        if (!user.isEmpty()) {
          settings.setProperty("user", user);
          settings.setProperty("password", password);
        }
        Connection made = driver.connect(url.url(), settings);
        if (made == null) {
          throw new SQLException("the driver does not take this URL", "08001");
        }
        return made;
      }

      @Override
      public Connection another(ConnectionPlan plan) throws SQLException {
        if (url.isPrivate()) {
          throw new SQLException(
              plan.name()
                  + " is a database in memory that one connection has for itself: give it a name in"
                  + " its URL, or use a file",
              "08001");
        }
        return first(plan);
      }
    };
  }

  /** What the code of the notebook made, a pool for example. */
  static ConnectionSource of(DataSource source) {
    return new ConnectionSource() {
      @Override
      public Connection first(ConnectionPlan plan) throws SQLException {
        return source.getConnection();
      }

      @Override
      public Connection another(ConnectionPlan plan) throws SQLException {
        return source.getConnection();
      }
    };
  }

  /** One connection, which stays the notebook's: it is neither opened again nor closed. */
  static ConnectionSource of(Connection connection) {
    return new ConnectionSource() {
      @Override
      public Connection first(ConnectionPlan plan) throws SQLException {
        if (connection.isClosed()) {
          throw new SQLException("the connection in the variable is closed", "08003");
        }
        return connection;
      }

      @Override
      public Connection another(ConnectionPlan plan) throws SQLException {
        throw new SQLException(
            plan.name()
                + " is one connection of the notebook's own, which opens no others: connect it by a"
                + " DataSource",
            "08001");
      }

      @Override
      public boolean isOurs() {
        return false;
      }
    };
  }
}
