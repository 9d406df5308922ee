package dev.culvert.magics.sql.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The names of a connection's database, asked for on a connection of its own, so that a query that
 * runs meanwhile is not in the way. What is known is given at once, and asked for anew when it is
 * old.
 *
 * <p>Owner threads: {@link #names} is called on any; a short-lived thread asks the server.
 */
final class SchemaCache {

  /** More columns than this are not completed. */
  private static final int MOST_COLUMNS = 20_000;

  private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final int PATIENCE_MILLIS = 250;

  /** Opens a connection that is closed after the question. */
  interface Opener {
    Connection open() throws SQLException;
  }

  private final Opener opener;
  private Schema known = Schema.NONE; // this and below guarded by this
  private boolean fresh;
  private long asked;
  private CompletableFuture<Schema> asking;

  SchemaCache(Opener opener) {
    this.opener = opener;
  }

  /** Has them asked for anew: a statement may have changed them. */
  synchronized void expire() {
    fresh = false;
  }

  /**
   * The names, as far as they are known within a quarter of a second.
   *
   * @param database the one that is current
   */
  Schema names(String database) {
    CompletableFuture<Schema> answer;
    synchronized (this) {
      boolean same = known.database().equals(database);
      if (fresh && same && System.nanoTime() - asked < FRESH_NANOS) {
        return known;
      }
      if (asking == null || asking.isDone()) {
        asking = ask(database);
      }
      answer = asking;
    }
    try {
      return answer.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      System.getLogger(SchemaCache.class.getName())
          .log(System.Logger.Level.DEBUG, "the names of a schema do not come", e);
    }
    synchronized (this) {
      return known.database().equals(database) ? known : Schema.NONE;
    }
  }

  private CompletableFuture<Schema> ask(String database) {
    CompletableFuture<Schema> answer = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try (Connection connection = opener.open()) {
                Schema schema = Dialect.of(connection).schema(connection, database, MOST_COLUMNS);
                keep(schema);
                answer.complete(schema);
              } catch (SQLException | RuntimeException e) {
                answer.completeExceptionally(e);
              }
            },
            "sql-names");
    thread.setDaemon(true);
    thread.start();
    return answer;
  }

  private synchronized void keep(Schema schema) {
    known = schema;
    fresh = true;
    asked = System.nanoTime();
  }
}
