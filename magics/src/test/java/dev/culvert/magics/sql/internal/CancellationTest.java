package dev.culvert.magics.sql.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culvert.api.Cell;
import dev.culvert.api.UserError;
import dev.culvert.embedded.EmbeddedMariaDb;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Interrupts that come when a statement has hardly begun. */
class CancellationTest {

  private Connection connection;
  private Statement statement;
  private Dialect dialect;

  @BeforeEach
  void connect() throws Exception {
    EmbeddedMariaDb server = TestServer.EMBEDDED.get();
    connection =
        DriverManager.getConnection(
            "jdbc:mariadb://" + server.host() + ":" + server.port() + "/?sslMode=trust",
            "owner",
            TestServer.PASSWORD);
    statement = connection.createStatement();
    dialect = Dialect.of(connection);
  }

  @AfterEach
  void close() throws Exception {
    connection.close();
  }

  /** A cell that hands on what an interrupt of it runs. */
  private static Cell cell(Consumer<Runnable> interrupt) {
    return new Cell() {
      @Override
      public int number() {
        return 1;
      }

      @Override
      public Registration onInterrupt(Runnable hook) {
        interrupt.accept(hook);
        return () -> {};
      }
    };
  }

  @Test
  void aStatementOfACellThatIsInterruptedAlreadyDoesNotBegin() throws Exception {
    AtomicInteger runs = new AtomicInteger();

    assertThatThrownBy(
            () ->
                Cancellation.guard(
                    cell(Runnable::run), dialect, connection, statement, runs::incrementAndGet))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("the connection and its session are kept");

    assertThat(runs).hasValue(0);
    assertTheNextStatementRuns();
  }

  @Test
  void aKillThatTheServerMissedIsSentAgain() throws Exception {
    AtomicInteger kills = new AtomicInteger();
    Statement deafAtFirst =
        (Statement)
            Proxy.newProxyInstance(
                Statement.class.getClassLoader(),
                new Class<?>[] {Statement.class},
                (proxy, method, arguments) ->
                    method.getName().equals("cancel") && kills.incrementAndGet() == 1
                        ? null
                        : method.invoke(statement, arguments));
    AtomicReference<Runnable> interrupt = new AtomicReference<>();

    assertThatThrownBy(
            () ->
                Cancellation.guard(
                    cell(interrupt::set),
                    dialect,
                    connection,
                    deafAtFirst,
                    () -> {
                      interrupt.get().run();
                      return statement.execute("SELECT SLEEP(20)");
                    }))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("cancelled on the server");

    assertThat(kills).hasValueGreaterThanOrEqualTo(2);
    assertTheNextStatementRuns();
  }

  private void assertTheNextStatementRuns() throws Exception {
    try (ResultSet result = statement.executeQuery("SELECT 42 FROM (SELECT SLEEP(0.1)) t")) {
      assertThat(result.next()).isTrue();
      assertThat(result.getInt(1)).isEqualTo(42);
    }
  }
}
