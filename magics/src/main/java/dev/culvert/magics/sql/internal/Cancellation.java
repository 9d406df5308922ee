package dev.culvert.magics.sql.internal;

import dev.culvert.api.Cell;
import dev.culvert.api.UserError;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Cancels one statement on the server when its cell is interrupted.
 *
 * <p>Thread.interrupt does nothing to a statement; {@link Statement#cancel} sends {@code KILL
 * QUERY} on a second connection, through the same tunnel. A kill that comes before the server has
 * begun with the statement stops nothing, so it is sent again while the statement runs.
 *
 * <p>Hazard: a kill that arrives when its statement is over would hit the next one. So {@link
 * #finish} waits for a kill under way, none is sent afterwards, and one that came too late is let
 * run into an empty statement. The interrupting thread enters {@link #cancel}, a thread of this
 * object's {@link #cancelAgain}, the cell's thread everything else; all under this object's lock.
 */
final class Cancellation {

  private static final int AGAIN_MILLIS = 1_000;

  private final Dialect dialect;
  private final Connection connection;
  private final Statement statement;
  private final Cell.Registration registration;
  private boolean running = true;
  private boolean requested;
  private int kills;

  private Cancellation(Cell cell, Dialect dialect, Connection connection, Statement statement) {
    this.dialect = dialect;
    this.connection = connection;
    this.statement = statement;
    this.registration = cell.onInterrupt(this::cancel);
  }

  /** Executing a statement and reading what it sends. */
  interface Work<T> {
    T run() throws SQLException;
  }

  /** Reading what a statement sent. */
  interface Reading<T> {
    T read(ResultSet result) throws SQLException;
  }

  /**
   * Runs a statement that an interrupt of the cell cancels.
   *
   * @throws UserError named {@code Interrupted} when it was cancelled, also when it was quicker
   */
  static <T> T guard(
      Cell cell, Dialect dialect, Connection connection, Statement statement, Work<T> work)
      throws SQLException {
    Cancellation cancellation = new Cancellation(cell, dialect, connection, statement);
    T value = null;
    boolean succeeded = false;
    try {
      if (!cancellation.isRequested()) { // before it began
        value = work.run();
      }
      succeeded = true;
    } catch (SQLException e) {
      if (!cancellation.isRequested()) {
        throw e;
      }
    } finally {
      cancellation.finish(succeeded);
    }
    if (cancellation.isRequested()) {
      throw interrupted(connection);
    }
    return value;
  }

  /**
   * Reads the rows of a result. When the reader gives up, the statement is cancelled: closing a
   * result would else take all the rest from the server first.
   */
  static <T> T reading(Dialect dialect, Connection connection, Statement statement, Reading<T> rows)
      throws SQLException {
    boolean cancelled = false;
    try (ResultSet result = statement.getResultSet()) {
      try {
        return rows.read(result);
      } catch (RuntimeException | Error e) {
        cancelled = true;
        statement.cancel();
        throw e;
      }
    } finally {
      if (cancelled) {
        dialect.takeStrayCancel(connection);
      }
    }
  }

  private static UserError interrupted(Connection connection) throws SQLException {
    return new UserError(
        "Interrupted",
        connection.isClosed()
            ? "the statement could not be cancelled, so its connection was closed; the next"
                + " statement opens it again."
            : "the statement was cancelled on the server; the connection and its session are"
                + " kept.");
  }

  /** Whether the user has asked to stop. */
  private synchronized boolean isRequested() {
    return requested;
  }

  /**
   * The statement is over.
   *
   * @param succeeded whether it ended by itself, so that a kill may still be on its way
   */
  private void finish(boolean succeeded) throws SQLException {
    registration.close();
    boolean sweep;
    synchronized (this) {
      running = false;
      sweep = requested && (succeeded || kills > 1);
      notifyAll();
    }
    if (sweep) {
      dialect.takeStrayCancel(connection);
    }
  }

  private synchronized void cancel() {
    if (!running) {
      return;
    }
    if (!requested) {
      Thread again = new Thread(null, this::cancelAgain, "sql-cancel", 0, false);
      again.setDaemon(true);
      again.start();
    }
    requested = true;
    kill();
  }

  private synchronized void cancelAgain() {
    try {
      while (running) {
        wait(AGAIN_MILLIS);
        if (running) {
          kill();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void kill() {
    kills++;
    try {
      statement.cancel();
    } catch (SQLException e) {
      // No second connection to be had: ending this one is the only way left to stop.
      abort();
    }
  }

  private void abort() {
    try {
      connection.abort(Runnable::run);
    } catch (SQLException e) {
      throw new IllegalStateException("the statement could not be stopped", e);
    }
  }
}
