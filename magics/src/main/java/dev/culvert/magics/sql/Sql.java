package dev.culvert.magics.sql;

import dev.culvert.api.UserError;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;
import org.dflib.DataFrame;

/**
 * The door from Java code to the connections of {@code %sql}.
 *
 * <p>The one static field is bound by the SQL magic when it is made: a worker serves one notebook.
 */
public final class Sql {

  private static volatile Function<Optional<String>, Database> databases =
      name -> {
        throw new UserError(
            "SqlError", "no connections here: this code does not run beside the sql magic");
      };

  private Sql() {}

  /**
   * Binds the connections of this process; the magic calls it once, at start.
   *
   * @param open finds an open connection by name, the current one for an empty name, or throws a
   *     {@link UserError} that says which there are
   */
  public static void bind(Function<Optional<String>, Database> open) {
    databases = open;
  }

  /** The current connection: the last one connected or chosen with {@code %sql use}. */
  public static Database database() {
    return databases.apply(Optional.empty());
  }

  /** The connection of that name. */
  public static Database database(String name) {
    return databases.apply(Optional.of(name));
  }

  /**
   * A new JDBC connection with the settings of the named one; close it after use, best with {@code
   * try (var c = Sql.connection("shop"))}.
   */
  public static Connection connection(String name) throws SQLException {
    return database(name).connection();
  }

  /** Opens JDBC connections with the settings of the named one. */
  public static DataSource dataSource(String name) {
    return database(name).dataSource();
  }

  /**
   * Runs one statement on the current connection.
   *
   * @param sql each {@code ?} is bound to one parameter
   * @return all rows; empty and without columns when the statement has no result
   */
  public static DataFrame query(String sql, Object... parameters) {
    return database().query(sql, parameters);
  }

  /**
   * The rows of a statement on the current connection, as maps.
   *
   * @see Database#rows(String, Object...)
   */
  public static List<Map<String, Object>> rows(String sql, Object... parameters) {
    return database().rows(sql, parameters);
  }

  /**
   * The rows of a statement on the current connection, as records.
   *
   * @see Database#rows(Class, String, Object...)
   */
  public static <T extends Record> List<T> rows(Class<T> type, String sql, Object... parameters) {
    return database().rows(type, sql, parameters);
  }

  /**
   * Hands over the rows of a statement on the current connection while they arrive.
   *
   * @return how many there were
   * @see Database#forEachChunk(int, Consumer, String, Object...)
   */
  public static long forEachChunk(
      int size, Consumer<DataFrame> work, String sql, Object... parameters) {
    return database().forEachChunk(size, work, sql, parameters);
  }
}
