package dev.culvert.magics.sql.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culvert.api.Culvert;
import dev.culvert.api.MimeBundle;
import dev.culvert.api.UserError;
import dev.culvert.embedded.EmbeddedMariaDb;
import dev.culvert.magics.sql.Database;
import dev.culvert.magics.sql.Sql;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.dflib.DataFrame;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@EnumSource(TestServer.class)
class SqlMagicTest {

  @Parameter TestServer kind;
  private EmbeddedMariaDb server;
  private SqlNotebook notebook;

  @BeforeEach
  void connect() throws Exception {
    server = kind.get();
    notebook = new SqlNotebook().connected(kind);
    notebook.frame(
        "CREATE OR REPLACE TABLE books (id INT, title VARCHAR(20));"
            + " INSERT INTO books VALUES (1, 'One'), (2, 'Two'), (3, 'Three')");
    notebook.shown().clear();
  }

  @AfterEach
  void close() {
    notebook.close();
  }

  // --- statements

  @Test
  void aLineIsAStatementAndItsValueAFrame() throws Exception {
    DataFrame frame = (DataFrame) notebook.line("SELECT title FROM books WHERE id = 2");
    assertThat(frame.getColumn("title").toList()).containsExactly("Two");
    assertThat(notebook.texts()).containsExactly("1 row");
    assertThat(notebook.line("show tables")).isInstanceOf(DataFrame.class);
    assertThat(notebook.line("--quiet --limit 1 SELECT 'a  b' -- {x}"))
        .isInstanceOfSatisfying(
            DataFrame.class, f -> assertThat(f.getColumn(0).get(0)).isEqualTo("a  b"));
  }

  @Test
  void aCellRunsItsStatementsOneAfterTheOther() throws Exception {
    Object last =
        notebook.cell(
            "",
            "SELECT 1 AS a;\nUPDATE books SET title = 'x' WHERE id < 3;\nSELECT 2 AS b; -- end");
    assertThat(last)
        .isInstanceOfSatisfying(
            DataFrame.class, f -> assertThat(f.getColumn("b").get(0)).isEqualTo(2));
    assertThat(notebook.shown().stream().filter(DataFrame.class::isInstance).count()).isOne();
    assertThat(notebook.texts())
        .contains(
            "statement 1 of 3: 1 row",
            "statement 2 of 3: 2 rows changed",
            "statement 3 of 3: 1 row");
  }

  @Test
  void aFailingStatementIsNamedAndEndsTheScript() throws Exception {
    fails(
        () ->
            notebook.cell(
                "",
                "INSERT INTO books VALUES (4, 'Four');\nSELECT titel FROM books;\nDELETE FROM books"),
        "SqlError",
        "statement 2 of 3 (line 2) failed: Unknown column 'titel' in '",
        "(1054). Did you mean 'title'?\nStatement 1 ran; Statement 3 did not run.");
    assertThat(notebook.value("SELECT COUNT(*) FROM books")).isEqualTo(4L);
  }

  @Test
  void whatRanBeforeAFailureIsShown() {
    fails(() -> notebook.cell("", "SELECT 1 AS a; SELECT 2 AS b; NONSENSE"), "SqlError", "3 of 3");
    assertThat(notebook.shown().stream().filter(DataFrame.class::isInstance).count()).isEqualTo(2);
  }

  @Test
  void theValueIsTheLastResultAlsoWhenStatementsFollow() throws Exception {
    DataFrame frame = notebook.frame("SELECT 7 AS a; SET @x = 1");
    assertThat(frame.getColumn("a").get(0)).isEqualTo(7);
    assertThat(notebook.shown()).noneMatch(DataFrame.class::isInstance);
  }

  @Test
  void aStatementWithoutAResultHasNoValue() throws Exception {
    assertThat(notebook.line("CREATE OR REPLACE TABLE empty_one (i INT)")).isNull();
    assertThat(notebook.texts()).containsExactly("done, no row changed");
  }

  @Test
  void aCallShowsEachOfItsResults() throws Exception {
    DataFrame last =
        notebook.frame(
            "CREATE OR REPLACE PROCEDURE two() BEGIN SELECT 1 AS a; SELECT 2 AS b; END;\n"
                + "CALL two()");
    assertThat(last.getColumn("b").get(0)).isEqualTo(2);
    assertThat(notebook.shown().stream().filter(DataFrame.class::isInstance).count()).isOne();
    assertThat(notebook.texts()).contains("statement 2 of 2: 2 rows in 2 results");
  }

  @Test
  void rowsAreCappedOnTheServerAndTheCapIsSaid() throws Exception {
    String many = "SELECT seq FROM seq_1_to_1000000";
    DataFrame frame = (DataFrame) notebook.line("--limit 5 " + many);
    assertThat(frame.height()).isEqualTo(5);
    assertThat(notebook.texts())
        .containsExactly(
            "5 rows",
            "the first 5 rows; the server has more. --limit N takes more, --limit 0 takes all");
    assertThat(((DataFrame) notebook.line(many)).height()).isEqualTo(100_000);
    assertThat(notebook.texts())
        .contains(
            "the first 100,000 rows; the server has more. --limit N takes more, --limit 0 takes"
                + " all");
    notebook.shown().clear();
    assertThat(((DataFrame) notebook.line("--limit 0 " + many)).height()).isEqualTo(1_000_000);
    assertThat(((DataFrame) notebook.line("--limit 3 SELECT * FROM books")).height()).isEqualTo(3);
    assertThat(notebook.texts()).containsExactly("1,000,000 rows", "3 rows");
  }

  @Test
  void theCapDoesNotCutWhatIsWritten() throws Exception {
    notebook.line("--limit 2 CREATE OR REPLACE TABLE copied AS SELECT seq FROM seq_1_to_50");
    notebook.line("--limit 2 INSERT INTO copied SELECT seq FROM seq_1_to_50");
    assertThat(notebook.value("SELECT COUNT(*) FROM copied")).isEqualTo(100L);
  }

  @Test
  void warningsAreShown() throws Exception {
    notebook.frame("SET SESSION sql_mode = ''; CREATE OR REPLACE TABLE tiny (t TINYINT)");
    notebook.shown().clear();
    notebook.frame("INSERT INTO tiny VALUES (1), (300)");
    assertThat(notebook.texts())
        .containsExactly(
            "2 rows changed", "warning 1264: Out of range value for column 't' at row 2");
  }

  @Test
  void bracesAndQuestionMarksReachTheServerAsTheyAre() throws Exception {
    assertThat(notebook.value("SELECT '{fn now()} ? {d}'")).isEqualTo("{fn now()} ? {d}");
  }

  // --- variables

  @Test
  void variablesAreBoundAndNeverPasted() throws Exception {
    notebook.with("id", 2).with("ids", List.of(1, 3)).with("none", List.of()).with("nil", null);
    assertThat(notebook.value("SELECT title FROM books WHERE id = :id")).isEqualTo("Two");
    assertThat(notebook.value("SELECT COUNT(*) FROM books WHERE id IN (:ids)")).isEqualTo(2L);
    assertThat(notebook.value("SELECT COUNT(*) FROM books WHERE id IN (:none)")).isEqualTo(0L);
    assertThat(notebook.value("SELECT COUNT(*) FROM books WHERE id NOT IN (:none)")).isEqualTo(3L);
    assertThat(notebook.value("SELECT :nil IS NULL")).isEqualTo(1);
    notebook.with("many", IntStream.range(0, 1000).boxed().toList());
    assertThat(notebook.value("SELECT COUNT(*) FROM books WHERE id IN (:many)")).isEqualTo(3L);
    for (String attack :
        List.of("x' or '1'='1", "\\' or 1=1 -- ", "1; DROP TABLE books", "`", "\u00bf' or 1=1#")) {
      notebook.with("attack", attack);
      assertThat(notebook.value("SELECT COUNT(*) FROM books WHERE title = :attack")).isEqualTo(0L);
    }
    assertThat(notebook.value("SELECT COUNT(*) FROM books")).isEqualTo(3L);
  }

  /**
   * In its bytes as UTF-8, the value ends with half a character of these sets, as a backslash is.
   */
  @ParameterizedTest
  @ValueSource(strings = {"SET NAMES gbk", "SET NAMES big5", "SET character_set_client = sjis"})
  void aSessionInWhoseCharactersAValueCouldEndItsQuotesIsEnded(String change) throws Exception {
    notebook.with("attack", "\u20ac' or 1=1 -- ");
    Object id = notebook.value("SELECT CONNECTION_ID()");
    fails(
        () -> notebook.cell("", change + "; SELECT COUNT(*) FROM books WHERE title = :attack"),
        "SqlError",
        "Only utf8 / utf8mb3 / utf8mb4 are supported. The connection has been closed.");
    assertThat(notebook.value("SELECT COUNT(*) FROM books WHERE title = :attack")).isEqualTo(0L);
    assertThat(notebook.value("SELECT CONNECTION_ID()")).isNotEqualTo(id);
    assertThat(notebook.value("SELECT @@character_set_client")).isEqualTo("utf8mb4");
  }

  @Test
  void aBackslashInAValueEscapesNothingWhereTheSessionSaysSo() throws Exception {
    notebook.frame("SET sql_mode = CONCAT(@@sql_mode, ',NO_BACKSLASH_ESCAPES')");
    notebook.with("attack", "\\' or 1=1 -- ");
    assertThat(notebook.value("SELECT COUNT(*) FROM books WHERE title = :attack")).isEqualTo(0L);
    assertThat(notebook.value("SELECT :attack")).isEqualTo("\\' or 1=1 -- ");
  }

  @Test
  void aNameWithABacktickIsAName() throws Exception {
    notebook.with("odd", DataFrame.foldByRow("a`b", "n").of(1, 2));
    notebook.magic(List.of("persist", "odd", "--table", "`o``dd`", "--mode", "replace"));
    assertThat(notebook.value("SELECT `a``b` FROM `o``dd`")).isEqualTo(1);
    notebook.frame("DROP TABLE `o``dd`");
  }

  // --- errors

  @Test
  void anUnknownTableOffersTheNearest() {
    fails(
        () -> notebook.line("SELECT * FROM boks"),
        "SqlError",
        "Table 'demo.boks' doesn't exist (1146). Did you mean 'books'?");
  }

  @Test
  void aSyntaxErrorShowsItsPlace() {
    fails(
        () -> notebook.cell("", "SELECT id,\n  title\nFORM books"),
        "SqlError",
        "(1064).\nline 3:\n  FORM books\n       ^");
    fails(
        () -> notebook.line("SELCT 1"),
        "SqlError",
        "line 1:\n  SELCT 1\n  ^\nDid you mean SELECT?");
  }

  @Test
  void nothingToRunIsAUsageError() {
    fails(() -> notebook.line(""), "UsageError", "%sql: needs a statement or a command");
    fails(() -> notebook.cell("", "-- nothing"), "UsageError", "there is no SQL to run");
    fails(() -> notebook.line("--limit -1 SELECT 1"), "UsageError", "--limit is a number of rows");
    fails(
        () -> notebook.line("--limt 1 SELECT 1"),
        "UsageError",
        "'--limt'. Did you mean '--limit'?");
  }

  @Test
  void aMisspeltCommandGetsTheNearestName() {
    fails(
        () -> notebook.line("conect x"),
        "UsageError",
        "unknown command 'conect'. Did you mean 'connect'?");
    fails(() -> notebook.cell("list", "SELECT 1"), "UsageError", "the command is %sql list.");
    fails(() -> notebook.cell("", "list"), "UsageError", "the command is %sql list.");
    fails(() -> notebook.line("lst"), "UsageError", "Did you mean 'list'?");
    fails(() -> notebook.line("selct 1"), "SqlError", "(1064)");
  }

  // --- interrupts

  @Test
  void anInterruptCancelsOnTheServerAndKeepsTheConnection() throws Exception {
    Object id = notebook.value("SELECT CONNECTION_ID()");
    notebook.frame("SET @kept = 42");
    for (String endless :
        List.of(
            "SELECT SLEEP(60)",
            "SELECT COUNT(*) FROM seq_1_to_100000000 a, seq_1_to_100000000 b",
            "SELECT a.seq FROM seq_1_to_100000000 a")) {
      CompletableFuture<Object> cell =
          CompletableFuture.supplyAsync(() -> unchecked("--limit 0 " + endless + "; "));
      ServerWatch.awaitRunning(server, id, endless);
      notebook.interrupt();
      assertThatThrownBy(cell::join)
          .isInstanceOf(CompletionException.class)
          .cause()
          .isInstanceOfSatisfying(
              UserError.class, e -> assertThat(e.name()).isEqualTo("Interrupted"))
          .hasMessage(
              "the statement was cancelled on the server; the connection and its session are kept.");
      assertThat(notebook.value("SELECT CONNECTION_ID()")).isEqualTo(id);
      assertThat(notebook.value("SELECT @kept")).isEqualTo(42L);
      assertThat(notebook.value("SELECT DATABASE()")).isEqualTo("demo");
    }
  }

  private Object unchecked(String line) {
    try {
      return notebook.line(line);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new CompletionException(e);
    }
  }

  @Test
  void anInterruptCancelsAQueryOfJavaCode() throws Exception {
    Culvert.bind(notebook);
    Object id = notebook.value("SELECT CONNECTION_ID()");
    CompletableFuture<Object> cell =
        CompletableFuture.supplyAsync(() -> Sql.query("SELECT SLEEP(?)", 60));
    ServerWatch.awaitRunning(server, id, "SELECT SLEEP(60)");
    notebook.interrupt();
    assertThatThrownBy(cell::join)
        .cause()
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("the statement was cancelled on the server");
    assertThat(notebook.value("SELECT CONNECTION_ID()")).isEqualTo(id);
  }

  @Test
  void theBookstoreLoadsStatementByStatement() throws Exception {
    notebook.inBookstore();
    for (String table : List.of("authors", "books", "customers", "orders")) {
      assertThat((Long) notebook.value("SELECT COUNT(*) FROM " + table)).isBetween(10L, 300L);
    }
    DataFrame best =
        notebook.frame(
            "SELECT a.name, SUM(o.quantity * o.unit_price) AS sold FROM orders o"
                + " JOIN books b ON b.id = o.book_id JOIN authors a ON a.id = b.author_id"
                + " GROUP BY a.id ORDER BY sold DESC LIMIT 3");
    assertThat(best.height()).isEqualTo(3);
    assertThat(best.getColumn("sold").get(0)).isInstanceOf(BigDecimal.class);
  }

  @Test
  void aSessionThatTheServerEndedWhileIdleIsOpenedAgainBeforeTheNextStatement() throws Exception {
    notebook.frame("CREATE OR REPLACE DATABASE elsewhere; USE elsewhere; SET wait_timeout = 1");
    Object id = notebook.value("SELECT CONNECTION_ID()");
    ServerWatch.awaitEnd(server, id);
    notebook.shown().clear();
    assertThat(notebook.value("SELECT DATABASE()")).isEqualTo("elsewhere");
    assertThat(notebook.texts())
        .containsExactly(
            "connection test had been lost and was opened again: its transaction, temporary tables"
                + " and session variables are gone",
            "1 row");
    assertThat(notebook.value("SELECT CONNECTION_ID()")).isNotEqualTo(id);
    notebook.frame("USE demo; DROP DATABASE elsewhere");
  }

  @Test
  void anErrorOpensNoTransactionAndEndsNone() throws Exception {
    fails(() -> notebook.line("SELECT * FROM nowhere"), "SqlError", "nowhere");
    assertThat(((DataFrame) notebook.line("list")).getColumn("transaction").get(0)).isEqualTo("");
    notebook.line("BEGIN");
    fails(() -> notebook.line("SELECT * FROM nowhere"), "SqlError", "nowhere");
    assertThat(((DataFrame) notebook.line("list")).getColumn("transaction").get(0))
        .isEqualTo("open");
    notebook.line("ROLLBACK");
    fails(() -> notebook.line("SELECT * FROM nowhere"), "SqlError", "nowhere");
    notebook.shown().clear();
    notebook.line("close test");
    assertThat(notebook.texts()).containsExactly("closed test");
  }

  /** Ends a session from another one. */
  private static void kill(Object connectionId) throws SQLException {
    try (Connection other = Sql.connection("test");
        Statement kill = other.createStatement()) {
      kill.execute("KILL " + connectionId);
    }
  }

  @Test
  void theRestOfATransactionWhoseConnectionWasLostDoesNotRunAlone() throws Exception {
    notebook.frame("CREATE OR REPLACE TABLE halves (id INT) ENGINE=InnoDB");
    notebook.frame("BEGIN; INSERT INTO halves VALUES (1)");
    kill(notebook.value("SELECT CONNECTION_ID()"));
    fails(
        () -> notebook.line("INSERT INTO halves VALUES (2)"), "SqlError", "The connection is lost");
    for (String rest : List.of("INSERT INTO halves VALUES (3)", "COMMIT", "ROLLBACK TO before")) {
      fails(
          () -> notebook.line(rest),
          "SqlError",
          "connection test was lost within a transaction, of which the server has kept nothing. The"
              + " rest of it does not run alone: say ROLLBACK, or begin anew with BEGIN.");
    }
    assertThatThrownBy(() -> Sql.query("SELECT 1"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("was lost within a transaction");
    notebook.line("ROLLBACK");
    assertThat(notebook.value("SELECT COUNT(*) FROM halves")).isEqualTo(0L);
    notebook.frame("BEGIN; INSERT INTO halves VALUES (4)");
    kill(notebook.value("SELECT CONNECTION_ID()"));
    fails(() -> notebook.line("COMMIT"), "SqlError", "The connection is lost");
    notebook.frame("START TRANSACTION; INSERT INTO halves VALUES (5); COMMIT");
    assertThat(notebook.frame("SELECT id FROM halves").getColumn(0).toList()).containsExactly(5);
    notebook.frame("DROP TABLE halves");
  }

  // --- connections

  @Test
  void connectionsAreNamedListedChosenAndClosed() throws Exception {
    notebook.line(
        "connect two --host localhost --port "
            + server.port()
            + " --database demo --user owner --password");
    assertThat(notebook.prompts().get(1))
        .isEqualTo("Password of owner on localhost:" + server.port() + ": ");
    notebook.frame("SET @who = 'two'");
    DataFrame list = (DataFrame) notebook.line("list");
    assertThat(list.getColumn("name").toList()).containsExactly("test", "two");
    assertThat(list.getColumn(0).toList()).containsExactly("", "*");
    assertThat(list.getColumn("TLS").toList())
        .containsExactly("none (loopback)", "none (loopback)");
    assertThat((String) list.getColumn("server").get(0)).startsWith("MariaDB 1");

    assertThat(notebook.line("use test")).isInstanceOf(Database.class);
    assertThat(notebook.value("SELECT @who")).isNull();
    assertThat(((DataFrame) notebook.cell("two --quiet", "SELECT @who")).getColumn(0).get(0))
        .isEqualTo("two");
    assertThat(((DataFrame) notebook.line("-c two SELECT @who")).getColumn(0).get(0))
        .isEqualTo("two");
    fails(
        () -> notebook.cell("twoo", "SELECT 1"),
        "SqlError",
        "no connection is named 'twoo'. Did you mean 'two'? Open: test, two.");

    notebook.line("close two");
    fails(
        () -> notebook.line("close two"), "SqlError", "no connection is named 'two'. Open: test.");
    assertThat(notebook.value("SELECT 1")).isEqualTo(1);
    notebook.line("close --all");
    fails(() -> notebook.line("SELECT 1"), "SqlError", "no connection is open. Connect first: ");
  }

  @Test
  void useIsAlsoTheSqlStatement() throws Exception {
    notebook.line("use information_schema");
    assertThat(notebook.value("SELECT DATABASE()")).isEqualTo("information_schema");
    fails(
        () -> notebook.line("use demmo"),
        "SqlError",
        "Unknown database 'demmo' (1049). Did you mean 'demo'?");
  }

  @Test
  void connectingAgainUnderANameClosesTheOldConnection() throws Exception {
    Object id = notebook.value("SELECT CONNECTION_ID()");
    notebook.connected(kind);
    assertThat(notebook.value("SELECT CONNECTION_ID()")).isNotEqualTo(id);
    assertThat(((DataFrame) notebook.line("list")).height()).isOne();
  }

  @Test
  void javaCodeUsesConnectionsByName() throws Exception {
    assertThat(Sql.query("SELECT title FROM books WHERE id = ?", 3).getColumn(0).get(0))
        .isEqualTo("Three");
    assertThat(Sql.database("test").query("SELECT id FROM books").height()).isEqualTo(3);
    Connection kept;
    try (Connection one = Sql.connection("test");
        Connection two = Sql.dataSource("test").getConnection()) {
      assertThat(one).isNotSameAs(two);
      assertThat(one.getMetaData().getURL()).doesNotContain(TestServer.PASSWORD, "assword");
      kept = Sql.connection("test");
    }
    assertThat(notebook.value("SELECT 1")).isEqualTo(1);
    notebook.line("close test");
    assertThat(kept.isClosed()).isTrue();
    assertThatThrownBy(() -> Sql.connection("test")).isInstanceOf(UserError.class);
  }

  // --- connecting, wrongly and safely

  @Test
  void aMySqlUrlIsConnectedWithANotice() throws Exception {
    notebook.line(
        "connect my jdbc:mysql://127.0.0.1:" + server.port() + "/demo?user=owner --password");
    assertThat(notebook.texts())
        .contains("a jdbc:mysql URL: connecting with MariaDB's driver, as jdbc:mariadb");
    assertThat(notebook.value("SELECT DATABASE()")).isEqualTo("demo");
  }

  @Test
  void failuresToConnectNameTheFix() throws Exception {
    String url = "jdbc:mariadb://127.0.0.1:" + server.port();
    fails(
        () -> notebook.line("connect x " + url + "/demmo --user owner --password"),
        "SqlError",
        "cannot connect to owner@127.0.0.1:"
            + server.port()
            + "/demmo: Unknown database 'demmo'"
            + " (1049). Did you mean 'demo'?");
    fails(
        () -> notebook.line("connect x " + url + "/demo --user nobody --password"),
        "SqlError",
        "Access denied for user 'nobody'@'",
        "(1045). Check the user and the password");
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    fails(
        () -> notebook.line("connect x --host 127.0.0.1 --port " + free + " --user owner"),
        "SqlError",
        "nothing listens on 127.0.0.1:" + free + " (connection refused)");
    fails(
        () -> notebook.line("connect x --host no.such.host.invalid --user owner"),
        "SqlError",
        "no host is named no.such.host.invalid.");
    assertThat(((DataFrame) notebook.line("list")).getColumn("name").toList())
        .containsExactly("test");
  }

  @Test
  void wrongCallsOfConnectAreUsageErrors() {
    String url = "jdbc:mariadb://127.0.0.1/demo";
    fails(() -> notebook.line("connect"), "UsageError", "where to?");
    fails(() -> notebook.line("connect x " + url), "UsageError", "who logs in?");
    fails(() -> notebook.line("connect a b " + url), "UsageError", "takes a name and a URL");
    fails(
        () -> notebook.line("connect select " + url + " --user u"),
        "UsageError",
        "a connection's name");
    fails(
        () -> notebook.line("connect x " + url + "?sslMod=verify-full --user u"),
        "UsageError",
        "the driver option 'sslMod' cannot be set.");
    fails(
        () -> notebook.line("connect x " + url + "?useSSL=true --user u"),
        "UsageError",
        "is set with --tls verify-full.");
    fails(
        () -> notebook.line("connect x " + url + " --option allowMultiQueries=true --user u"),
        "UsageError",
        "cannot be set");
    fails(
        () -> notebook.line("connect x " + url + " --tls verify-ful --user u"),
        "UsageError",
        "Did you mean verify-full?");
    fails(
        () -> notebook.line("connect x " + url + " --tls trust --user u"),
        "UsageError",
        "--insecure");
    fails(
        () -> notebook.line("connect x jdbc:mariadb://a,b/c --user u"),
        "UsageError",
        "several servers need a word that says how one is chosen");
    fails(
        () -> notebook.line("connect x jdbc:postgresql://a/b --user u"),
        "SqlError",
        "//DEPS org.postgresql:postgresql:");
    fails(
        () -> notebook.line("connect x jdbc:mariadb://a:99999/b --user u"),
        "UsageError",
        "a port is a number");
    fails(
        () -> notebook.line("connect x " + url + " --tunnel nowhere --user u"),
        "UsageError",
        "no tunnel is named 'nowhere'");
    fails(
        () -> notebook.line("connect x " + url + " --ca /no/such/file --user u"),
        "UsageError",
        "cannot be read");
    fails(
        () -> notebook.line("connect x " + url + " --user u --tsl off"),
        "UsageError",
        "Did you mean '--tls'?");
  }

  @Test
  void aPasswordInSightIsRefusedAndNotRepeated() {
    String url = "jdbc:mariadb://127.0.0.1/demo";
    for (String call :
        List.of(
            "connect x " + url + "?user=u&password=HUNTER2",
            "connect x jdbc:mariadb://u:HUNTER2@127.0.0.1/demo",
            "connect x " + url + " --user u --password HUNTER2",
            "connect x " + url + " --user u --password=HUNTER2",
            "connect x " + url + " --user u -pHUNTER2",
            "connect x " + url + " --user u --option password=HUNTER2",
            "connect x " + url + " --user u --option keyStorePassword=HUNTER2")) {
      assertThatThrownBy(() -> notebook.line(call))
          .as(call)
          .isInstanceOf(UserError.class)
          .hasMessageStartingWith("a password is never part of a URL or a cell")
          .satisfies(e -> assertThat(trace(e)).doesNotContain("HUNTER2"));
    }
  }

  @Test
  void aConnectionCanBeOpenedForOneCall() throws Exception {
    String options = "--host 127.0.0.1 --port " + server.port() + " --user owner --password ";
    Object id = notebook.value("SELECT CONNECTION_ID()");
    DataFrame once = (DataFrame) notebook.line(options + "SELECT CONNECTION_ID(), 'x=password'");
    assertThat(once.getColumn(0).get(0)).isNotEqualTo(id);
    assertThat(((DataFrame) notebook.line("list")).height()).isOne();
    assertThat(notebook.value("SELECT CONNECTION_ID()")).isEqualTo(id);
    fails(() -> notebook.line("-c test " + options + "SELECT 1"), "UsageError", "not both");
    fails(
        () -> notebook.line("--host 127.0.0.1 --user u --password HUNTER2 SELECT 1"),
        "UsageError",
        "a password is never part of a URL or a cell");
  }

  @Test
  void aShellRunsOneStatementAndGetsAnExitCode() {
    StringWriter err = new StringWriter();
    List<String> options =
        List.of("--host", "127.0.0.1", "--port", "" + server.port(), "--user", "owner");
    List<String> args = new ArrayList<>(options);
    args.addAll(List.of("--password", "SELECT 6 * 7 AS answer"));
    int code;
    try (SqlNotebook shell = new SqlNotebook().answering(TestServer.PASSWORD)) {
      code = shell.main(args, err);
      assertThat(shell.shown()).hasAtLeastOneElementOfType(DataFrame.class);
      assertThat(shell.main(List.of("SELECT", "1"), err)).isEqualTo(1);
    }
    assertThat(code).isZero();
    assertThat(err.toString()).contains("no connection is open.");
  }

  @Test
  void aSecretsFileHoldsTheLogin(@TempDir Path folder) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("keys.json"),
            "{\"lecture\": {\"userid\": \"owner\", \"password\": \""
                + TestServer.PASSWORD.replace("\\", "\\\\")
                + "\"}}");
    notebook.line(
        "connect keyed --host 127.0.0.1 --port "
            + server.port()
            + " --secrets "
            + file
            + " --as lecture");
    assertThat(notebook.value("SELECT CURRENT_USER()")).isEqualTo("owner@%");
    fails(
        () -> notebook.line("connect keyed --host 127.0.0.1 --secrets " + file),
        "UsageError",
        "--secrets FILE and --section NAME belong together");
  }

  @Test
  void tlsIsVerifiedToTheHostNameAndShown() throws Exception {
    String target = " --host localhost --port " + server.port() + " --user owner --password";
    notebook.line("connect safe" + target + " --ca " + server.certificate());
    DataFrame list = (DataFrame) notebook.line("list");
    assertThat((String) list.getColumn("TLS").get(1))
        .matches("TLSv1\\.[23], certificate and host name verified");
    assertThat(notebook.frame("SHOW STATUS LIKE 'Ssl_cipher'").getColumn(1).get(0))
        .isNotEqualTo("");

    notebook.line("connect loose" + target + " --insecure");
    assertThat((String) ((DataFrame) notebook.line("list")).getColumn("TLS").get(2))
        .endsWith("server not verified");
  }

  @Test
  void aCertificateNobodyVouchesForIsRefusedOrProvenByThePassword() throws Exception {
    String call =
        "connect x --host localhost --port "
            + server.port()
            + " --user owner --password --tls verify-full";
    if (kind == TestServer.EMBEDDED) {
      notebook.line(call);
      assertThat((String) ((DataFrame) notebook.line("list")).getColumn("TLS").get(1))
          .endsWith("verified by certificate or password proof");
    } else {
      fails(() -> notebook.line(call), "SqlError", "is not to be trusted", "--ca FILE");
    }
  }

  @Test
  void aCertificateOfAnotherIsRefused() throws Exception {
    try (EmbeddedMariaDb other = EmbeddedMariaDb.start()) {
      fails(
          () ->
              notebook.line(
                  "connect x --host localhost --port "
                      + server.port()
                      + " --user owner --password --ca "
                      + other.certificate()),
          "SqlError",
          "TLS failed: ",
          "--ca FILE");
    }
    assertThat(((DataFrame) notebook.line("list")).height()).isOne();
  }

  // --- secrets

  @Test
  void thePasswordIsNowhereToBeSeen() throws Exception {
    StringWriter everything = new StringWriter();
    PrintWriter out = new PrintWriter(everything);
    String port = String.valueOf(server.port());
    for (String call :
        List.of(
            "list",
            "use test",
            "SELECT '" + TestServer.PASSWORD.replace("\\", "").replace("'", "") + "' FROM nowhere",
            "SET PASSWORD FOR nobody = PASSWORD('x'); SELECT",
            "connect bad --host 127.0.0.1 --port " + port + " --user nobody --password",
            "connect bad --host 127.0.0.1 --port "
                + port
                + " --user owner --password --tls verify-full",
            "connect bad --host 127.0.0.1 --port 1 --user owner --password",
            "connect bad jdbc:mariadb://127.0.0.1:" + port + "/nowhere --user owner --password",
            "close --all")) {
      try {
        Object value = notebook.line(call);
        out.println(value instanceof Database ? value.toString() : value);
      } catch (UserError e) {
        e.printStackTrace(out);
      }
    }
    notebook.connected(kind);
    notebook.with("secret", TestServer.PASSWORD);
    try {
      notebook.line("SELECT :secret FORM books x y");
    } catch (UserError e) {
      e.printStackTrace(out);
    }
    Database database = Sql.database("test");
    out.println(database);
    out.println(database.dataSource());
    try (Connection connection = database.connection()) {
      out.println(connection.getMetaData().getURL());
      out.println(connection);
    }
    notebook
        .shown()
        .forEach(value -> out.println(value instanceof MimeBundle b ? b.data() : value));
    notebook.prompts().forEach(out::println);
    String text = everything.toString();
    assertThat(text).contains("Access denied").contains("1064");
    for (String form :
        List.of(
            TestServer.PASSWORD, TestServer.PASSWORD.replace("\\", "\\\\").replace("'", "\\'"))) {
      assertThat(text).doesNotContain(form);
    }
    assertThat(text).doesNotContain(TestServer.PASSWORD.substring(0, 12));
  }

  private static String trace(Throwable failure) {
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  private static void fails(ThrowingCallable call, String name, String... parts) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(UserError.class, e -> assertThat(e.name()).isEqualTo(name))
        .satisfies(
            e ->
                assertThat(Arrays.asList(parts))
                    .allSatisfy(p -> assertThat(e).hasMessageContaining(p)));
  }
}
