package dev.culvert.magics.sql.internal;

import dev.culvert.api.Cell;
import dev.culvert.api.Culvert;
import dev.culvert.api.MimeBundle;
import dev.culvert.api.UserError;
import dev.culvert.magics.sql.Database;
import dev.culvert.magics.tunnel.Tunnel;
import dev.culvert.magics.tunnel.Tunnels;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.dflib.DataFrame;
import org.mariadb.jdbc.HostAddress;

/**
 * A named connection.
 *
 * <p>Invariant: {@link #lock} is held while a statement runs on {@link #work}, so that there is one
 * at a time: a second one would make the driver load the rest of the first one's rows into memory.
 */
final class OpenDatabase implements Database {

  static final int FETCH_SIZE = 1000;

  /** How long a connection is trusted to be there without a question. */
  private static final long TRUSTED_NANOS = 500_000_000L;

  private static final int ANSWER_SECONDS = 5;

  private final ConnectionPlan plan;
  private final ConnectionSource source;
  private final Redactor redactor;
  private final ReentrantLock lock = new ReentrantLock();

  private final SchemaCache names = new SchemaCache(this::sideConnection);

  /** Connections that user code opened, for as long as it keeps them. */
  private final Set<Connection> given =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

  /** Used under {@link #lock}, and by whoever asks the driver for its state. */
  private volatile Connection work;

  private volatile ServerFacts facts;
  private volatile Dialect dialect;
  private volatile boolean closed;

  /** When the latest work ended, as of {@link System#nanoTime}; guarded by {@link #lock}. */
  private long lastUse;

  /** Whether a transaction was open when the latest work ended; guarded by {@link #lock}. */
  private boolean inTransaction;

  /**
   * Whether the connection was lost within a transaction, and nobody has said since that it is
   * over; guarded by {@link #lock}.
   */
  private boolean transactionLost;

  /** Null where there is no tunnel. */
  private volatile Tunnel.Rider rider;

  private OpenDatabase(ConnectionPlan plan, ConnectionSource source, Redactor redactor) {
    this.plan = plan;
    this.source = source;
    this.redactor = redactor;
  }

  /**
   * Logs in.
   *
   * @throws UserError when it cannot, with the reason and what to do
   */
  static OpenDatabase open(ConnectionPlan plan, char[] password, Redactor redactor) {
    String secret = new String(password);
    redactor.hide(secret);
    return open(plan, ConnectionSource.login(plan.user(), secret, plan.certificate()), redactor);
  }

  /**
   * Takes the first connection of a source.
   *
   * @throws UserError when there is none, with the reason and what to do
   */
  static OpenDatabase open(ConnectionPlan plan, ConnectionSource source, Redactor redactor) {
    OpenDatabase database = new OpenDatabase(plan, source, redactor);
    boolean opened = false;
    try {
      database.connect();
      opened = true;
      return database;
    } catch (SQLException e) {
      throw database.errors().connecting(e, database::databasesNear);
    } finally {
      if (!opened) {
        database.close();
      }
    }
  }

  private void connect() throws SQLException {
    Connection fresh = prepared(source.first(plan));
    boolean usable = false;
    try {
      dialect = Dialect.of(fresh);
      facts = dialect.facts(fresh);
      if (plan.tls() != TlsMode.OFF && facts.tlsVersion().isEmpty()) {
        throw new SQLException("TLS was asked for, but the connection is in clear", "08000");
      }
      work = fresh;
      usable = true;
    } finally {
      if (!usable && source.isOurs()) {
        closeQuietly(fresh);
      }
    }
  }

  private Connection newConnection(ConnectionPlan way) throws SQLException {
    return prepared(source.another(way));
  }

  private Connection prepared(Connection fresh) throws SQLException {
    if (plan.caution().readOnly()) {
      fresh.setReadOnly(true);
    }
    return fresh;
  }

  private Connection sideConnection() throws SQLException {
    return newConnection(plan);
  }

  /** The names that completion offers, of the database that is current now; waits for no query. */
  Schema names() throws SQLException {
    Connection session = work;
    return names.names(session == null ? "" : dialect.currentNames(session));
  }

  /** Says that a statement may have changed the names. */
  void namesMayHaveChanged() {
    names.expire();
  }

  /** Whether the session has begun a transaction that is not over; false when it is lost. */
  boolean hasOpenTransaction() {
    Connection session = work;
    try {
      return session != null && !session.isClosed() && dialect.isInTransaction(session);
    } catch (SQLException e) {
      // It is being lost: the server has rolled back.
      return false;
    }
  }

  ConnectionPlan plan() {
    return plan;
  }

  ServerFacts facts() {
    return facts;
  }

  Dialect dialect() {
    return dialect;
  }

  /** What is in it, where the server is asked by JDBC's metadata; empty where by SQL. */
  Optional<JdbcCatalog> catalog() {
    return dialect.notation().mariaDb() ? Optional.empty() : Optional.of(new JdbcCatalog(this));
  }

  /** Safe to show: where it leads, and to which of several servers. */
  String title() {
    return plan.title() + actualHost().map(host -> ", now " + host).orElse("");
  }

  /** Which of several servers the driver is connected to. */
  private Optional<String> actualHost() {
    if (!(plan.address() instanceof ServerAddress address)
        || address.several().isEmpty()
        || closed) {
      return Optional.empty();
    }
    try {
      HostAddress host =
          work.unwrap(org.mariadb.jdbc.Connection.class).getClient().getHostAddress();
      return Optional.of(host.host + ":" + host.port);
    } catch (SQLException e) {
      // It is no wrapper of the driver's connection: nobody knows.
      return Optional.empty();
    }
  }

  SqlErrors errors() {
    boolean plain = dialect == null ? plan.isPlain() : !dialect.notation().mariaDb();
    return new SqlErrors(plan, plain, redactor);
  }

  Redactor redactor() {
    return redactor;
  }

  /** Work on the connection while no other thread does. */
  interface Work<T> {
    T run(Connection connection) throws SQLException;
  }

  /**
   * Runs work on the named connection.
   *
   * @param notices told when the connection had been lost and was opened again
   * @throws UserError when it was lost within a transaction: the rest of that alone must not be
   *     committed
   */
  <T> T exclusively(Consumer<String> notices, Work<T> job) throws SQLException {
    return exclusively(notices, false, job);
  }

  /**
   * As above.
   *
   * @param anew whether the work begins a transaction, or ends one without keeping its changes
   */
  <T> T exclusively(Consumer<String> notices, boolean anew, Work<T> job) throws SQLException {
    try {
      lock.lockInterruptibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UserError("Interrupted", "interrupted while waiting for connection " + name(), e);
    }
    try {
      if (lock.getHoldCount() > 1) {
        throw new UserError(
            "SqlError",
            "connection "
                + name()
                + " is sending rows to the code that asks this. For a second statement meanwhile,"
                + " take Sql.connection(\""
                + name()
                + "\").");
      }
      Connection usable = usable(notices);
      refuseHalfATransaction(anew);
      return job.run(usable);
    } catch (SQLException | UserError e) {
      giveUpIfLost(e);
      askForStatus();
      throw e;
    } finally {
      noteTransaction();
      lastUse = System.nanoTime();
      lock.unlock();
    }
  }

  /** A driver may keep a connection that broke while rows arrived, and fail with it for ever. */
  private void giveUpIfLost(Exception failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof SQLException sql && SqlErrors.isLost(sql) && source.isOurs()) {
        closeQuietly(work);
        return;
      }
    }
  }

  private Connection usable(Consumer<String> notices) throws SQLException {
    if (closed) {
      throw new UserError("SqlError", "connection " + name() + " is closed. Connect it again.");
    }
    if (hasGoneWhileIdle()) {
      closeQuietly(work);
    }
    if (work.isClosed()) {
      reconnect();
      notices.accept(
          "connection "
              + name()
              + " had been lost and was opened again: its transaction, temporary tables and session"
              + " variables are gone");
    }
    return work;
  }

  /**
   * Whether the server, or what lies on the way, has ended a session that was idle. It is asked
   * outside of transactions alone: what is lost within one is for the statement's error to say.
   */
  private boolean hasGoneWhileIdle() throws SQLException {
    return source.isOurs()
        && !inTransaction
        && System.nanoTime() - lastUse > TRUSTED_NANOS
        && !work.isClosed()
        && !work.isValid(ANSWER_SECONDS);
  }

  /**
   * After any error MariaDB's driver takes a transaction to be open, to be on the safe side, until
   * an answer of the server says what is so. Not while rows arrive: it would take them all first.
   */
  private void askForStatus() throws SQLException {
    if (lock.getHoldCount() == 1 && dialect.notation().mariaDb() && !work.isClosed()) {
      work.isValid(ANSWER_SECONDS);
    }
  }

  private void noteTransaction() {
    try {
      if (!work.isClosed()) {
        inTransaction = dialect.isInTransaction(work);
      }
    } catch (SQLException e) {
      // It is being lost, with what was known of it before.
      System.getLogger(OpenDatabase.class.getName())
          .log(System.Logger.Level.DEBUG, "the state of a connection is unknown", e);
    }
  }

  private void refuseHalfATransaction(boolean anew) {
    transactionLost &= !anew;
    if (transactionLost) {
      throw new UserError(
          "SqlError",
          "connection "
              + name()
              + " was lost within a transaction, of which the server has kept nothing. The rest of"
              + " it does not run alone: say ROLLBACK, or begin anew with BEGIN.");
    }
  }

  private void reconnect() {
    try {
      String current = dialect.currentNames(work);
      connect();
      transactionLost |= inTransaction;
      inTransaction = false;
      if (!current.isEmpty() && !current.equals(dialect.currentNames(work))) {
        work.setCatalog(current); // of a USE
      }
    } catch (SQLException e) {
      throw errors().connecting(e, this::databasesNear);
    }
  }

  /** How safe the way to the server is. */
  String tlsState() {
    if (!dialect.notation().mariaDb()) {
      return "up to the driver";
    } else if (plan.variable().isPresent()) {
      return facts.tlsVersion().isEmpty() ? "none: in clear" : facts.tlsVersion();
    } else if (plan.tls() != TlsMode.OFF) {
      String shown = plan.certificate().isPresent() ? ", client certificate shown" : "";
      return facts.tlsVersion() + ", " + plan.tls().worth(plan.ca().isPresent()) + shown;
    } else if (plan.address().isLoopback()) {
      return plan.tunnel().isPresent() ? "none (loopback behind the tunnel)" : "none (loopback)";
    }
    return plan.tunnel().isPresent() ? "none: in clear behind the tunnel" : "none: in clear";
  }

  @Override
  public String name() {
    return plan.name();
  }

  @Override
  public DataFrame query(String sql, Object... parameters) {
    try {
      return exclusively(notice -> {}, connection -> query(connection, sql, parameters));
    } catch (SQLException e) {
      throw errors().running(e);
    }
  }

  private DataFrame query(Connection connection, String sql, Object... parameters)
      throws SQLException {
    return run(connection, sql, parameters, statement -> firstResult(connection, statement));
  }

  @Override
  public <T extends Record> List<T> rows(Class<T> type, String sql, Object... parameters) {
    return RecordRows.of(query(sql, parameters), type);
  }

  @Override
  public List<Map<String, Object>> rows(String sql, Object... parameters) {
    DataFrame frame = query(sql, parameters);
    String[] labels = frame.getColumnsIndex().toArray();
    List<Map<String, Object>> rows = new ArrayList<>(frame.height());
    for (int r = 0; r < frame.height(); r++) {
      Map<String, Object> row = new LinkedHashMap<>();
      for (int c = 0; c < labels.length; c++) {
        row.put(labels[c], frame.get(c, r));
      }
      rows.add(row);
    }
    return rows;
  }

  @Override
  public long forEachChunk(int size, Consumer<DataFrame> work, String sql, Object... parameters) {
    if (size < 1) {
      throw UserError.usage("a chunk has at least one row, not " + size + ".");
    }
    try {
      return exclusively(
          notice -> {},
          connection ->
              run(
                  connection,
                  sql,
                  parameters,
                  statement -> chunks(connection, statement, size, work)));
    } catch (SQLException e) {
      throw errors().running(e);
    }
  }

  private long chunks(
      Connection connection, PreparedStatement statement, int size, Consumer<DataFrame> work)
      throws SQLException {
    if (!statement.execute()) {
      return 0;
    }
    return Cancellation.reading(
        dialect,
        connection,
        statement,
        result -> {
          RowReader reader = new RowReader(result, dialect);
          long rows = 0;
          while (reader.hasMore()) {
            DataFrame chunk = reader.read(size, RowCount.UNSEEN).frame();
            rows += chunk.height();
            work.accept(chunk);
          }
          return rows;
        });
  }

  /** What is done with a statement that is ready to run. */
  private interface Execution<T> {
    T run(PreparedStatement statement) throws SQLException;
  }

  private <T> T run(Connection connection, String sql, Object[] parameters, Execution<T> execution)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setEscapeProcessing(false);
      statement.setFetchSize(FETCH_SIZE);
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, SqlValues.toBind("parameter" + (i + 1), parameters[i]));
      }
      Optional<Cell> cell = runningCell();
      return cell.isEmpty()
          ? execution.run(statement)
          : Cancellation.guard(
              cell.get(), dialect, connection, statement, () -> execution.run(statement));
    }
  }

  private DataFrame firstResult(Connection connection, PreparedStatement statement)
      throws SQLException {
    if (!statement.execute()) {
      return DataFrame.empty();
    }
    return Cancellation.reading(
        dialect,
        connection,
        statement,
        result -> new RowReader(result, dialect).read(Rows.ALL, RowCount.UNSEEN).frame());
  }

  /** The cell whose interrupt stops a query of Java code; none outside a kernel. */
  private static Optional<Cell> runningCell() {
    try {
      return Optional.of(Culvert.notebook().cell());
    } catch (IllegalStateException e) {
      return Optional.empty();
    }
  }

  @Override
  public Connection connection() throws SQLException {
    if (closed) {
      throw new SQLException("connection " + name() + " is closed: connect it again", "08003");
    }
    Connection fresh = newConnection(plan);
    given.add(fresh);
    return fresh;
  }

  @Override
  public DataSource dataSource() {
    return new NamedDataSource();
  }

  /** The names of this server's databases, for a login that named one it does not have. */
  private List<String> databasesNear() throws SQLException {
    try (Connection connection = newConnection(plan.withoutDatabase())) {
      return SchemaNames.databases(connection);
    }
  }

  /** Has the tunnel, if there is one, close this before itself; it is forgotten then. */
  void ride(Runnable forget) {
    rider =
        plan.tunnel()
            .flatMap(Tunnels::find)
            .map(
                tunnel ->
                    tunnel.carry(
                        this::asRider,
                        () -> {
                          forget.run();
                          close();
                        }))
            .orElse(null);
  }

  private String asRider() {
    String open = hasOpenTransaction() ? " (its open transaction is rolled back)" : "";
    return "connection " + name() + open;
  }

  @Override
  public void close() {
    closed = true;
    Tunnel.Rider riding = rider;
    if (riding != null) {
      riding.close();
    }
    source.close();
    synchronized (given) {
      given.forEach(OpenDatabase::closeQuietly);
      given.clear();
    }
    if (work != null && source.isOurs()) {
      closeQuietly(work);
    }
  }

  /** The driver's close tells the server and fails when it is gone, which is what we want. */
  private static void closeQuietly(Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      System.getLogger(OpenDatabase.class.getName())
          .log(System.Logger.Level.DEBUG, "a connection was lost before it was closed");
    }
  }

  @Override
  public MimeBundle toMimeBundle() {
    return MimeBundle.text(toString());
  }

  @Override
  public String toString() {
    return redactor.clean(
        name()
            + ": "
            + title()
            + (closed ? " (closed)" : ", " + facts.product() + ", TLS " + tlsState())
            + (plan.caution().words().isEmpty() ? "" : ", " + plan.caution().words()));
  }

  /** Opens connections with the settings of this database. */
  private final class NamedDataSource implements DataSource {

    @Override
    public Connection getConnection() throws SQLException {
      return connection();
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
      throw new SQLFeatureNotSupportedException(
          "this data source logs in as " + plan.user() + ": use getConnection()");
    }

    @Override
    public PrintWriter getLogWriter() {
      return null;
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
      throw new SQLFeatureNotSupportedException("this data source writes no log");
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
      throw new SQLFeatureNotSupportedException("connect with --option connectTimeout=MILLIS");
    }

    @Override
    public int getLoginTimeout() {
      return 0;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
      throw new SQLFeatureNotSupportedException("this data source writes no log");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
      if (type.isInstance(this)) {
        return type.cast(this);
      }
      throw new SQLException("not a wrapper of " + type.getName());
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
      return type.isInstance(this);
    }

    @Override
    public String toString() {
      return "DataSource[" + plan.title() + "]";
    }
  }
}
