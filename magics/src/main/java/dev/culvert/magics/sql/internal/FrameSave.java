package dev.culvert.magics.sql.internal;

import dev.culvert.api.Cell;
import dev.culvert.api.UserError;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Saves a frame: chunk by chunk with the driver's bulk protocol, all of it or nothing.
 *
 * <p>The rows are one transaction, or part of the one that the session has open, which then stays
 * open. What fails is undone to where it began; a table that was made for it is dropped.
 *
 * <p>Hazard: the server tells that a chunk failed, not which of its rows. So a chunk that failed is
 * undone and sent again in halves until one row is left. Used once, by the thread of the cell; the
 * interrupting thread only sets a flag, and {@link Cancellation} stops the chunk under way.
 */
final class FrameSave {

  static final int CHUNK = 10_000;

  private static final int LOCK_TIMEOUT = 1205;
  private static final int DEADLOCK = 1213;

  /** No single row is to blame for these. */
  private static final Set<Integer> OF_ALL_ROWS =
      Set.of(0, LOCK_TIMEOUT, DEADLOCK, SqlErrors.UNKNOWN_COLUMN, SqlErrors.NO_SUCH_TABLE);

  private final TableName table;
  private final Parts parts;
  private final PersistMode mode;
  private final Cell cell;
  private final RowCount progress;
  private final SqlErrors errors;
  private final AtomicBoolean interrupted = new AtomicBoolean();

  /** How the target is told; null before the first statement. */
  private Dialect dialect;

  private Dialect.Notation notation;

  /** Whose rows are being saved; null before the first. */
  private FrameTable target;

  /** The rows, in one frame or in several of the same columns. */
  interface Parts {
    void each(Consumer<FrameTable> part) throws SQLException;
  }

  /** Carries what failed out of a {@link Consumer}. */
  private static final class PartFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final SQLException failure;

    PartFailed(SQLException failure) {
      super(failure);
      this.failure = failure;
    }
  }

  FrameSave(FrameTable target, PersistMode mode, Cell cell, RowCount progress, SqlErrors errors) {
    this(target.table(), part -> part.accept(target), mode, cell, progress, errors);
    this.target = target;
  }

  /** Saves rows to a table that is there, whole frame after whole frame. */
  FrameSave(
      TableName table,
      Parts parts,
      PersistMode mode,
      Cell cell,
      RowCount progress,
      SqlErrors errors) {
    this.table = table;
    this.parts = parts;
    this.mode = mode;
    this.cell = cell;
    this.progress = progress;
    this.errors = errors;
  }

  /** Whether the session had a transaction open, of which the rows are part now. */
  record Saved(boolean uncommitted) {}

  /**
   * Saves the rows.
   *
   * @param spoken by the connection
   * @param make whether the table is to be made
   * @throws UserError when a row is refused, which it names, or the cell is interrupted
   */
  Saved run(Dialect spoken, Connection connection, boolean make) throws SQLException {
    dialect = spoken;
    notation = spoken.notation();
    boolean theirs = dialect.isInTransaction(connection) || !connection.getAutoCommit();
    if (theirs && make) {
      throw new UserError(
          "SqlError",
          "a transaction is open, and making a table would commit it. Say %sql COMMIT or %sql"
              + " ROLLBACK first, or make the table before.");
    }
    if (make) {
      execute(connection, target.create(notation));
    }
    boolean saved = false;
    try (Cell.Registration registration = cell.onInterrupt(() -> interrupted.set(true))) {
      if (theirs) {
        partOf(connection);
      } else {
        alone(connection);
      }
      saved = true;
      return new Saved(theirs);
    } finally {
      if (make && !saved && !connection.isClosed()) {
        execute(connection, "DROP TABLE " + table.quoted(notation));
      }
    }
  }

  private void alone(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    boolean done = false;
    try {
      rows(connection);
      connection.commit();
      done = true;
    } finally {
      if (!connection.isClosed()) {
        if (!done) {
          connection.rollback();
        }
        connection.setAutoCommit(true);
      }
    }
  }

  private void partOf(Connection connection) throws SQLException {
    Savepoint before = connection.setSavepoint();
    boolean done = false;
    try {
      rows(connection);
      done = true;
    } finally {
      if (!done && !connection.isClosed() && dialect.isInTransaction(connection)) {
        connection.rollback(before);
      }
    }
  }

  private void rows(Connection connection) throws SQLException {
    if (mode == PersistMode.replace) {
      execute(connection, "DELETE FROM " + table.quoted(notation));
    }
    try {
      parts.each(
          part -> {
            try {
              part(connection, part);
            } catch (SQLException e) {
              throw new PartFailed(e);
            }
          });
    } catch (PartFailed e) {
      throw e.failure;
    }
  }

  private void part(Connection connection, FrameTable part) throws SQLException {
    target = part;
    int height = target.frame().height();
    try (PreparedStatement insert = connection.prepareStatement(target.insert(mode, notation))) {
      for (int from = 0; from < height; from += CHUNK) {
        chunk(connection, insert, from, Math.min(from + CHUNK, height));
      }
    }
  }

  private void chunk(Connection connection, PreparedStatement insert, int from, int to)
      throws SQLException {
    Savepoint before = connection.setSavepoint();
    try {
      send(connection, insert, from, to);
    } catch (SQLException e) {
      throw refused(connection, insert, before, from, to, e);
    }
    connection.releaseSavepoint(before);
    progress.add(to - from);
  }

  private void send(Connection connection, PreparedStatement insert, int from, int to)
      throws SQLException {
    if (interrupted.get()) {
      throw new UserError("Interrupted", "saving was interrupted; nothing of it was kept.");
    }
    insert.clearBatch();
    int width = target.frame().width();
    for (int row = from; row < to; row++) {
      for (int column = 0; column < width; column++) {
        insert.setObject(column + 1, target.value(row, column));
      }
      insert.addBatch();
    }
    Cancellation.guard(cell, dialect, connection, insert, insert::executeBatch);
  }

  /** Looks for the row: what stands before it must be there, for its key may be the same. */
  private RuntimeException refused(
      Connection connection,
      PreparedStatement insert,
      Savepoint before,
      int from,
      int to,
      SQLException failure)
      throws SQLException {
    if (connection.isClosed()
        || OF_ALL_ROWS.contains(failure.getErrorCode()) && notation.mariaDb()) {
      throw failure;
    }
    connection.rollback(before);
    int first = from;
    int end = to;
    SQLException last = failure;
    while (end - first > 1) {
      int middle = (first + end) >>> 1;
      Savepoint half = connection.setSavepoint();
      try {
        send(connection, insert, first, middle);
        first = middle;
      } catch (SQLException e) {
        connection.rollback(half);
        last = e;
        end = middle;
      }
    }
    try {
      send(connection, insert, first, end);
    } catch (SQLException e) {
      return errors.refused(target.describe(first), e);
    }
    // It went in alone, so no row is to blame.
    throw last;
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      statement.execute(sql);
    }
  }
}
