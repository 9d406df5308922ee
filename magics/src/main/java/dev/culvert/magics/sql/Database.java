package dev.culvert.magics.sql;

import dev.culvert.api.Displayable;
import java.sql.Connection;
import java.sql.SQLException;
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

  /** A new connection with the same settings. The caller closes it; closing this one does too. */
  Connection connection() throws SQLException;

  /** Opens new connections with the same settings. */
  DataSource dataSource();

  /** Closes the connection and every one that was opened from it. Closing twice is harmless. */
  @Override
  void close();
}
