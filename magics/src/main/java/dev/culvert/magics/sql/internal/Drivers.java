package dev.culvert.magics.sql.internal;

import dev.culvert.api.UserError;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * Finds JDBC drivers among what the cells see.
 *
 * <p>{@link java.sql.DriverManager} would not find them: it shows a caller only what the caller's
 * own class loader sees.
 */
final class Drivers {

  /** Each known product's driver, in a version that runs on Java 17. */
  private static final Map<String, String> COORDINATES =
      Map.of(
          "derby", "org.apache.derby:derby:10.16.1.1",
          "duckdb", "org.duckdb:duckdb_jdbc:2.0.0.1",
          "h2", "com.h2database:h2:2.3.232",
          "hsqldb", "org.hsqldb:hsqldb:2.7.4",
          "oracle", "com.oracle.database.jdbc:ojdbc11:23.6.0.24.10",
          "postgresql", "org.postgresql:postgresql:42.7.4",
          "sqlite", "org.xerial:sqlite-jdbc:3.47.1.0",
          "sqlserver", "com.microsoft.sqlserver:mssql-jdbc:12.8.1.jre11");

  private Drivers() {}

  /**
   * The driver for a URL.
   *
   * @param loader sees what cells see
   * @throws UserError when there is none, with the line that brings it where that is known
   */
  static Driver find(JdbcUrl url, ClassLoader loader) {
    Iterator<Driver> drivers = ServiceLoader.load(Driver.class, loader).iterator();
    while (true) {
      try {
        if (!drivers.hasNext()) {
          throw missing(url.product());
        }
        Driver driver = drivers.next();
        if (driver.acceptsURL(url.url())) {
          return driver;
        }
      } catch (ServiceConfigurationError | SQLException e) {
        // A driver that cannot be loaded, or refuses the URL, is not the one.
        System.getLogger(Drivers.class.getName())
            .log(System.Logger.Level.DEBUG, "a driver on the class path was passed over", e);
      }
    }
  }

  private static UserError missing(String product) {
    String coordinates = COORDINATES.get(product);
    String fix =
        coordinates == null
            ? "Bring it with a line //DEPS GROUP:ARTIFACT:VERSION in a cell before, or %jars FILE."
            : "Put this line into a cell, run it and connect again:\n//DEPS " + coordinates;
    return new UserError(
        "SqlError",
        "jdbc:" + product + ": needs a driver, and none on the class path takes it. " + fix);
  }
}
