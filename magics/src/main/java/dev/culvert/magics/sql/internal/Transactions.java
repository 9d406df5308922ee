package dev.culvert.magics.sql.internal;

import java.sql.Connection;
import java.sql.SQLException;
import org.mariadb.jdbc.util.constants.ServerStatus;

/** Asks the driver, which the server tells with each answer; costs no way to the server. */
final class Transactions {

  private Transactions() {}

  /** Whether the session has begun a transaction that is not over. */
  static boolean isOpen(Connection connection) throws SQLException {
    int status =
        connection.unwrap(org.mariadb.jdbc.Connection.class).getContext().getServerStatus();
    return (status & ServerStatus.IN_TRANSACTION) != 0;
  }
}
