package dev.culvert.magics.sql;

import dev.culvert.api.Displayable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.dflib.DataFrame;

/**
 * A named connection that {@code %sql connect} opened.
 *
 * <p>It holds one connection of its own, on which {@code %sql} and {@link #query} run one statement
 * at a time; {@link #connection()} and {@link #dataSource()} open further ones with the same
 * settings. Methods may be called from any thread.
 */
public interface Database extends AutoCloseable, Displayable {

  /** The name it was connected under. */
  String name();

  /**
   * Runs a statement on the named connection, with all rows of its first result.
   *
   * @param sql one statement; each {@code ?} is bound to one parameter
   * @return the result; empty and without columns when the statement has none
   * @throws dev.culvert.api.UserError when the server refuses, with its reason
   */
  DataFrame query(String sql, Object... parameters);

  /**
   * Runs a statement and gives its rows as maps from labels to values, in the order of the columns.
   *
   * @param sql one statement; each {@code ?} is bound to one parameter
   * @throws dev.culvert.api.UserError when the server refuses, with its reason
   */
  List<Map<String, Object>> rows(String sql, Object... parameters);

  /**
   * Runs a statement and gives its rows as records. A component takes the column of its name, where
   * case and underscores do not count: {@code unitPrice} takes {@code unit_price}. Numbers are
   * converted when they fit.
   *
   * @param type the record
   * @param sql one statement; each {@code ?} is bound to one parameter
   * @throws dev.culvert.api.UserError when the server refuses, a component has no column, or a
   *     value does not fit its component
   */
  <T extends Record> List<T> rows(Class<T> type, String sql, Object... parameters);

  /**
   * Runs a statement and hands over its rows while they arrive, so that memory holds one chunk at a
   * time. The connection runs no other statement meanwhile. When {@code work} throws, the statement
   * is cancelled on the server and the exception goes on to the caller.
   *
   * @param size the most rows of a chunk, at least 1; only the last one is smaller
   * @param work gets each chunk, on the calling thread; a column with a NULL is a series of objects
   *     in the chunk that has it, and of primitives in others
   * @param sql one statement; each {@code ?} is bound to one parameter
   * @return how many rows there were
   * @throws dev.culvert.api.UserError when the server refuses, with its reason
   */
  long forEachChunk(int size, Consumer<DataFrame> work, String sql, Object... parameters);

  /** A new connection with the same settings. The caller closes it; closing this one does too. */
  Connection connection() throws SQLException;

  /** Opens new connections with the same settings. */
  DataSource dataSource();

  /** Closes the connection and every one that was opened from it. Closing twice is harmless. */
  @Override
  void close();
}
