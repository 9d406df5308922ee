package dev.culvert.magics.sql.internal;

import dev.culvert.api.Notebook;
import dev.culvert.api.UserError;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.mariadb.jdbc.HostAddress;

/** Connects by what a variable of the notebook holds: a {@link DataSource} or a connection. */
final class VariableSource {

  private final String variable;
  private final Redactor redactor;

  VariableSource(String variable, Redactor redactor) {
    this.variable = variable;
    this.redactor = redactor;
  }

  /**
   * Connects.
   *
   * @param name what the connection is called; empty takes that of the variable
   * @throws UserError when the variable holds nothing of the kind, or what it holds fails
   */
  OpenDatabase open(Notebook notebook, Optional<String> name, Caution caution) {
    Object value =
        notebook
            .variable(variable)
            .map(Notebook.Variable::value)
            .orElseThrow(() -> wrong("there is no variable " + variable + " that holds one"));
    try {
      if (value instanceof Connection connection) {
        ConnectionPlan plan = plan(name, connection, caution);
        return OpenDatabase.open(plan, ConnectionSource.of(connection), redactor);
      } else if (value instanceof DataSource source) {
        try (Connection probe = source.getConnection()) {
          ConnectionPlan plan = plan(name, probe, caution);
          return OpenDatabase.open(plan, ConnectionSource.of(source), redactor);
        }
      }
    } catch (SQLException e) {
      Throwable cause = redactor.isClean(e) ? e : null;
      String said = redactor.clean(variable + " gives no connection: " + e.getMessage());
      throw new UserError("SqlError", said, cause);
    }
    throw wrong(variable + " is a " + value.getClass().getName());
  }

  private static UserError wrong(String what) {
    return UserError.usage("--from takes a DataSource or a Connection; " + what + ".");
  }

  /** The driver knows which of several hosts it reached, and whom it logged in. */
  private ConnectionPlan plan(Optional<String> name, Connection connection, Caution caution)
      throws SQLException {
    String user = Optional.ofNullable(connection.getMetaData().getUserName()).orElse("");
    if (!Dialect.isMariaDb(connection)) {
      return plan(name, JdbcUrl.of(connection.getMetaData().getURL(), Map.of()), user, caution);
    }
    HostAddress host =
        connection.unwrap(org.mariadb.jdbc.Connection.class).getClient().getHostAddress();
    String database = Optional.ofNullable(connection.getCatalog()).orElse("");
    ServerAddress address = ServerAddress.of(host.host, host.port, database, Map.of());
    return plan(name, address, user, caution);
  }

  private ConnectionPlan plan(
      Optional<String> name, Endpoint address, String user, Caution caution) {
    if (caution.readOnly() && address instanceof JdbcUrl) {
      throw UserError.usage(ConnectOptions.READ_ONLY_BY_DRIVER);
    }
    return new ConnectionPlan(
        name.orElse(variable),
        address,
        user,
        TlsMode.OFF,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        caution,
        Optional.of(variable));
  }
}
