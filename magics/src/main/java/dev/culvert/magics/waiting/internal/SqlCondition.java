package dev.culvert.magics.waiting.internal;

import dev.culvert.api.UserError;
import dev.culvert.magics.sql.Database;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/**
 * The first value of a query is not NULL, 0, false or empty, which is what Airflow's SqlSensor
 * waits for. A connection that is lost is made anew at the next look; what the server refuses ends
 * the wait, for it would be refused again.
 *
 * <p>{@link #stop} is called by another thread and cancels the statement under way.
 */
final class SqlCondition implements Condition {

  private static final String CONNECTION_LOST = "08";
  private static final int LONGEST = 60;

  private final Database database;
  private final String query;
  private Connection connection;
  private volatile Statement running;
  private volatile boolean stopped;

  SqlCondition(Database database, String query) {
    this.database = database;
    this.query = query;
  }

  @Override
  public String title() {
    String line = query.strip().replaceAll("\\s+", " ");
    return "sql " + (line.length() > LONGEST ? line.substring(0, LONGEST) + "..." : line);
  }

  @Override
  public Optional<String> look() {
    try {
      if (connection == null || connection.isClosed()) {
        connection = database.connection();
      }
      return ask();
    } catch (SQLException e) {
      if (stopped) {
        return Optional.of("cancelled");
      } else if (String.valueOf(e.getSQLState()).startsWith(CONNECTION_LOST)) {
        return Optional.of("no connection to the server");
      }
      String number = e.getErrorCode() > 0 ? " (" + e.getErrorCode() + ")" : "";
      String message = String.valueOf(e.getMessage()).replaceFirst("^\\(conn=\\d+\\) ", "");
      throw new UserError("SqlError", "%wait sql: " + message + number + ".", e);
    }
  }

  private Optional<String> ask() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      statement.setMaxRows(1);
      running = statement;
      if (!statement.execute(query)) {
        throw UserError.usage("%wait sql: this statement has no rows to look at.");
      }
      try (ResultSet rows = statement.getResultSet()) {
        if (!rows.next()) {
          return Optional.of("no row");
        }
        Object value = rows.getObject(1);
        return isSo(value) ? Optional.empty() : Optional.of(value == null ? "NULL" : shown(value));
      }
    } finally {
      running = null;
    }
  }

  private static boolean isSo(Object value) {
    if (value instanceof Number number) {
      return number.doubleValue() != 0;
    } else if (value instanceof Boolean truth) {
      return truth;
    }
    return value != null && !value.toString().isEmpty() && !value.toString().equals("0");
  }

  private static String shown(Object value) {
    return value.toString().isEmpty() ? "an empty text" : value.toString();
  }

  @Override
  public void stop() {
    stopped = true;
    Statement statement = running;
    if (statement != null) {
      try {
        statement.cancel();
      } catch (SQLException e) {
        throw new IllegalStateException("the query of %wait could not be cancelled", e);
      }
    }
  }

  @Override
  public void close() {
    if (connection != null) {
      try {
        connection.close();
      } catch (SQLException e) {
        System.getLogger(SqlCondition.class.getName())
            .log(System.Logger.Level.DEBUG, "a connection was lost before it was closed");
      }
    }
  }
}
