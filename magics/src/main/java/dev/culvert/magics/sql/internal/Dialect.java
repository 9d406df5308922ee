package dev.culvert.magics.sql.internal;

import java.sql.Connection;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;

/** What servers do each in their own way, where JDBC does not say it. Without state; any thread. */
interface Dialect {

  /** The one a connection speaks. */
  static Dialect of(Connection connection) throws SQLException {
    return isMariaDb(connection) ? MariaDb.DIALECT : PlainJdbc.of(connection);
  }

  /** Whether MariaDB's driver made a connection, be it wrapped by a pool. */
  static boolean isMariaDb(Connection connection) throws SQLException {
    return connection.isWrapperFor(org.mariadb.jdbc.Connection.class);
  }

  /** What the server says of itself and of the connection. */
  ServerFacts facts(Connection connection) throws SQLException;

  /** Whether the session has begun a transaction that is not over; costs no way to the server. */
  boolean isInTransaction(Connection connection) throws SQLException;

  /**
   * The database or schema whose names are completed; asked while a statement may run, so it costs
   * no way to the server.
   */
  String currentNames(Connection connection) throws SQLException;

  /** The names of that database, asked on a connection of its own. */
  Schema schema(Connection connection, String database, int mostColumns) throws SQLException;

  /** How a column of a result is read. */
  Column column(ResultSetMetaData meta, int index) throws SQLException;

  /** Takes a cancel that came when its statement was over, so that it does not hit the next one. */
  void takeStrayCancel(Connection connection) throws SQLException;

  /** Whether a backslash escapes in strings of the session. */
  boolean backslashEscapes(Connection connection) throws SQLException;

  /**
   * Begins or ends a transaction where that is the driver's business, not the server's.
   *
   * @return whether the statement was one for the driver, and is done
   */
  boolean control(Connection connection, SqlStatement statement) throws SQLException;

  /** How SQL is written for it. */
  Notation notation();

  /**
   * How SQL is written.
   *
   * @param quote stands around names
   * @param letters what becomes of the letters of a name that is not quoted
   * @param mariaDb whether the types and clauses of MariaDB are known
   */
  record Notation(String quote, Letters letters, boolean mariaDb) {

    /** What becomes of letters. */
    enum Letters {
      KEPT,
      UPPER,
      LOWER
    }

    private static final String NOT_NULL = " NOT NULL";

    private static final Map<String, String> STANDARD =
        Map.ofEntries(
            Map.entry("TINYINT", "SMALLINT"),
            Map.entry("BIGINT UNSIGNED", "DECIMAL(20)"),
            Map.entry("FLOAT", "REAL"),
            Map.entry("DOUBLE", "DOUBLE PRECISION"),
            Map.entry("DATETIME(6)", "TIMESTAMP(6)"),
            Map.entry("TIMESTAMP(6)", "TIMESTAMP(6) WITH TIME ZONE"),
            Map.entry("MEDIUMTEXT", "TEXT"),
            Map.entry("LONGTEXT", "TEXT"),
            Map.entry("LONGBLOB", "BLOB"));

    /** A definition of a column, which MariaDB's types make up, in the types there are here. */
    String definition(String ofMariaDb) {
      if (mariaDb) {
        return ofMariaDb;
      }
      boolean required = ofMariaDb.endsWith(NOT_NULL);
      String type = ofMariaDb.replaceFirst("( NOT)? NULL$", "");
      return STANDARD.getOrDefault(type, type) + (required ? NOT_NULL : "");
    }

    /** A name as SQL, quoted; it is the same as if it stood there without quotes. */
    String quote(String name) {
      String stored =
          !name.matches("[A-Za-z_][A-Za-z0-9_]*")
              ? name
              : switch (letters) {
                case KEPT -> name;
                case UPPER -> name.toUpperCase(Locale.ROOT);
                case LOWER -> name.toLowerCase(Locale.ROOT);
              };
      return quote + stored.replace(quote, quote + quote) + quote;
    }
  }
}
