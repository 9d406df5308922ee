package dev.culvert.magics.sql.internal;

/** What a connection leads to. Holds no secret. */
sealed interface Endpoint permits ServerAddress, JdbcUrl {

  /** It as it is shown: {@code host:3306}, or a URL without its options. */
  String shown();

  /** The database that was chosen; empty when none was, or the URL of another driver says it. */
  String database();

  /** Whether the way to it never leaves this machine. */
  boolean isLoopback();
}
