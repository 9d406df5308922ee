package dev.culvert.magics.sql.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culvert.api.UserError;
import dev.culvert.magics.sql.Sql;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.dflib.DataFrame;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Drivers other than MariaDB's, which are spoken to by JDBC alone: H2, SQLite and HSQLDB. */
class SqlDriverTest {

  @TempDir Path folder;
  private final SqlNotebook notebook = new SqlNotebook();

  @AfterEach
  void close() {
    notebook.close();
  }

  private String url(String product) {
    return switch (product) {
      case "sqlite" -> "jdbc:sqlite:" + folder.resolve("shop.db");
      default -> "jdbc:" + product + ":mem:shop" + folder.getFileName();
    };
  }

  private void connect(String product) throws Exception {
    notebook.line("connect shop " + url(product));
    notebook.cell(
        "--quiet",
        "CREATE TABLE books (id INT PRIMARY KEY, title VARCHAR(20), price DECIMAL(8,2));"
            + " INSERT INTO books VALUES (1, 'One', 10.50); INSERT INTO books VALUES (2, NULL, 7);"
            + " CREATE INDEX by_title ON books (title)");
    notebook.shown().clear();
  }

  @ParameterizedTest
  @ValueSource(strings = {"h2", "sqlite", "hsqldb"})
  void statementsVariablesAndFramesWork(String product) throws Exception {
    connect(product);
    notebook.with("ids", List.of(1, 2)).with("attack", "x' or '1'='1");
    DataFrame frame = notebook.frame("SELECT id, title FROM books WHERE id IN (:ids) ORDER BY id");
    assertThat(frame.getColumn(0).toList()).containsExactly(1, 2);
    assertThat(frame.getColumn(1).toList()).containsExactly("One", null);
    assertThat(notebook.frame("SELECT id FROM books WHERE title = :attack").height()).isZero();
    notebook.frame("UPDATE books SET title = 'x'; DELETE FROM books WHERE id = 1");
    assertThat(notebook.texts())
        .contains("statement 1 of 2: 2 rows changed", "statement 2 of 2: 1 row changed");
    assertThat(((DataFrame) notebook.line("--limit 1 SELECT * FROM books")).height()).isEqualTo(1);
    assertThat(Sql.query("SELECT title FROM books WHERE id = ?", 2).get(0, 0)).isEqualTo("x");
    try (Connection second = Sql.connection("shop")) {
      assertThat(second.getMetaData().getURL()).isEqualTo(url(product));
    }
  }

  /** As DuckDB's driver has it: one class for both kinds of statement. */
  @Test
  void aStatementMayBeOfTheClassOfPreparedOnes() throws Exception {
    try (Connection h2 = DriverManager.getConnection(url("h2"))) {
      notebook.with("twofold", of(Connection.class, call -> twofold(h2, call)));
      notebook.line("connect shop --from twofold");
      assertThat(notebook.value("SELECT 41 + 1")).isEqualTo(42);
      notebook.with("n", 43);
      assertThat(notebook.value("SELECT CAST(:n AS INT)")).isEqualTo(43);
    }
  }

  private static Object twofold(Connection h2, Call call) throws Exception {
    if (!call.method.getName().equals("createStatement")) {
      return call.on(h2);
    }
    Statement plain = h2.createStatement();
    return of(
        PreparedStatement.class,
        each -> {
          if (each.method.getName().equals("execute") && each.arguments == null) {
            throw new SQLException("there is no text to execute");
          }
          return each.on(plain);
        });
  }

  /** A call of a stand-in. */
  private record Call(Method method, Object[] arguments) {

    Object on(Object target) throws Exception {
      return method.invoke(target, arguments);
    }
  }

  /** What a stand-in does. */
  private interface Behaviour {
    Object answer(Call call) throws Exception;
  }

  private static <T> T of(Class<T> type, Behaviour behaviour) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> behaviour.answer(new Call(method, arguments))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"h2", "sqlite", "hsqldb"})
  void aTransactionIsShownCommittedAndRolledBack(String product) throws Exception {
    connect(product);
    notebook.frame("BEGIN; DELETE FROM books");
    assertThat(notebook.texts())
        .containsExactly(
            "statement 1 of 2: done, no row changed, transaction open",
            "statement 2 of 2: 2 rows changed, transaction open");
    notebook.frame("ROLLBACK");
    assertThat(notebook.frame("SELECT id FROM books").height()).isEqualTo(2);
    notebook.frame("START TRANSACTION; DELETE FROM books WHERE id = 1; COMMIT");
    assertThat(notebook.frame("SELECT id FROM books").height()).isEqualTo(1);
    assertThat(((DataFrame) notebook.line("list")).getColumn("transaction").get(0)).isEqualTo("");
  }

  @ParameterizedTest
  @ValueSource(strings = {"h2", "sqlite", "hsqldb"})
  void whatIsThereIsAskedByMetadataAndCompleted(String product) throws Exception {
    connect(product);
    DataFrame tables = (DataFrame) notebook.line("tables boo%");
    assertThat(tables.height()).isOne();
    DataFrame columns = (DataFrame) notebook.line("columns books");
    assertThat(columns.getColumn("column").toList().toString().toLowerCase())
        .isEqualTo("[id, title, price]");
    DataFrame indexes = (DataFrame) notebook.line("indexes books");
    assertThat(indexes.getColumn("columns").toList().toString().toLowerCase()).contains("title");
    assertThat(notebook.suggest("", "SELECT b. FROM books b", 9))
        .map(String::toLowerCase)
        .contains("title");
    assertThatThrownBy(() -> notebook.line("columns boks"))
        .hasMessageMatching("no table or view is named 'boks'. Did you mean '(?i:books)'\\?");
    assertThatThrownBy(() -> notebook.line("ddl books"))
        .hasMessageStartingWith("JDBC knows no text that makes a table; %sql columns books shows");
  }

  @ParameterizedTest
  @ValueSource(strings = {"h2", "sqlite", "hsqldb"})
  void anErrorSaysWhatTheDriverSaidAndTheNearestName(String product) throws Exception {
    connect(product);
    assertThatThrownBy(() -> notebook.frame("SELECT * FROM boks"))
        .isInstanceOf(UserError.class)
        .hasMessageEndingWith(" Did you mean 'books'?");
    assertThatThrownBy(() -> notebook.frame("SELECT titel FROM books"))
        .hasMessageEndingWith(" Did you mean 'title'?");
    assertThat(notebook.frame("SELECT id FROM books").height()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"h2", "sqlite", "hsqldb"})
  void aFrameIsSavedAllOrNothing(String product) throws Exception {
    connect(product);
    notebook.with(
        "frame",
        DataFrame.foldByRow("id", "text", "price", "day")
            .of(1, "a", new BigDecimal("1.50"), LocalDate.of(2026, 1, 2), 2, null, null, null));
    notebook.line("persist frame --table saved --key id");
    assertThat(notebook.frame("SELECT * FROM saved").height()).isEqualTo(2);
    assertThatThrownBy(() -> notebook.line("persist frame --table saved --mode append"))
        .hasMessageStartingWith("the row at index 0 (id=1, text=a,")
        .hasMessageEndingWith(" Nothing was saved.");
    notebook.line("persist frame --table saved --mode replace");
    assertThat(notebook.frame("SELECT * FROM saved").height()).isEqualTo(2);
    assertThatThrownBy(() -> notebook.line("persist frame --table saved --mode upsert"))
        .hasMessage("upsert is MariaDB's and MySQL's: each other server writes it in its own way.");
  }

  @Test
  void valuesHaveTheTypesThatJdbcSays() throws Exception {
    notebook.line("connect " + url("h2"));
    DataFrame frame =
        notebook.frame(
            "CREATE TABLE t (a SMALLINT, b BIGINT, c DOUBLE PRECISION, d REAL, e BOOLEAN, f DATE,"
                + " g TIME, h TIMESTAMP, i UUID, j VARBINARY(3), k CLOB, l INT ARRAY);"
                + " INSERT INTO t VALUES (1, 9000000000, 1.5, 2.5, TRUE, DATE '2024-03-31',"
                + " TIME '23:59:59', TIMESTAMP '2024-03-31 02:30:00',"
                + " '00000000-0000-0000-0000-000000000001', X'010203', 'long', ARRAY[1, NULL]);"
                + " SELECT * FROM t");
    List<Object> row = new ArrayList<>();
    for (int column = 0; column < frame.width(); column++) {
      row.add(frame.get(column, 0));
    }
    assertThat(row)
        .containsExactly(
            1,
            9_000_000_000L,
            1.5,
            2.5f,
            true,
            LocalDate.of(2024, 3, 31),
            LocalTime.of(23, 59, 59),
            LocalDateTime.of(2024, 3, 31, 2, 30),
            new UUID(0, 1),
            new byte[] {1, 2, 3},
            "long",
            Arrays.asList(1, null));
  }

  @Test
  void aValueOfSqliteHasATypeOfItsOwn() throws Exception {
    notebook.line("connect jdbc:sqlite::memory:");
    DataFrame frame =
        notebook.frame(
            "CREATE TABLE t (n INT, x); INSERT INTO t VALUES (1, 'a'), (5000000000, 2);"
                + " SELECT n, x, 1.5 AS d FROM t");
    assertThat(frame.getColumn("n").toList()).containsExactly(1L, 5_000_000_000L);
    assertThat(frame.getColumn("x").toList()).containsExactly("a", 2);
    assertThat(frame.getColumn("d").getNominalType()).isEqualTo(double.class);
    assertThatThrownBy(() -> Sql.connection("main").close())
        .hasMessage(
            "main is a database in memory that one connection has for itself: give it a name in"
                + " its URL, or use a file");
  }

  @Test
  void aDataSourceOfAnotherDriverServes() throws Exception {
    JdbcDataSource source = new JdbcDataSource();
    source.setURL(url("h2"));
    notebook.with("source", source).line("connect shop --from source");
    assertThat(notebook.value("SELECT 40 + 2")).isEqualTo(42);
    assertThat((String) ((DataFrame) notebook.line("list")).getColumn("connection").get(0))
        .endsWith(" by variable source");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "connect jdbc:postgresql://h/d | jdbc:postgresql: needs a driver, and none on the class path"
            + " takes it. Put this line into a cell, run it and connect"
            + " again:\\n//DEPS org.postgresql:postgresql:42.7.4",
        "connect jdbc:nosuch:x | jdbc:nosuch: needs a driver, and none on the class path takes it."
            + " Bring it with a line //DEPS GROUP:ARTIFACT:VERSION in a cell before, or %jars FILE.",
        "connect jdbc:h2:mem:a --tls off | TLS of this driver is set by options of its URL.",
        "connect jdbc:h2:mem:a --host b | host, port and database of this driver stand in the URL.",
        "connect jdbc:h2:mem:a --read-only | --read-only is kept by MariaDB's and MySQL's servers."
            + " Here take an account without rights, or what the driver has for it in its URL.",
        "connect jdbc:h2:mem:a --password | --password belongs to --user USER.",
        "connect jdbc:h2:mem:a;IFEXISTS=TRUE | cannot connect to jdbc:h2:mem:a: Database"
            + " \"mem:a\" not found, and IFEXISTS=true, so we cant auto-create it"
            + " [90146-232] (90146).",
      })
  void whatIsMissingOrNotMeantIsSaid(String line, String message) throws Exception {
    assertThatThrownBy(() -> notebook.line(line))
        .isInstanceOf(UserError.class)
        .hasMessage(message.replace("\\n", "\n"));
    notebook.line("connect jdbc:h2:mem:");
    assertThat(notebook.value("SELECT 1")).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:h2:mem:a;PASSWORD=hunter2",
        "jdbc:postgresql://h/d?user=a&password=hunter2",
        "jdbc:postgresql://a:hunter2@h/d",
        "jdbc:oracle:thin:scott/hunter2@h:1521/x",
        "jdbc:sqlserver://h;trustStorePassword=hunter2"
      })
  void aPasswordInAUrlIsRefused(String url) {
    assertThatThrownBy(() -> notebook.line("connect shop " + url))
        .hasMessageStartingWith("a password is never part of a URL or a cell")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void aWrongPasswordIsNotRepeated() throws Exception {
    notebook.answering("s3cret'&%").line("connect a " + url("h2") + " --user ana --password");
    assertThatThrownBy(
            () ->
                notebook
                    .answering("wr0ng'&%")
                    .line("connect b " + url("h2") + " --user ana --password"))
        .hasMessageContaining("Wrong user name or password")
        .hasMessageNotContaining("wr0ng");
    assertThat(((DataFrame) notebook.line("list")).toString()).doesNotContain("s3cret");
    notebook.line("use a");
    assertThat(notebook.texts().toString()).doesNotContain("s3cret");
    assertThat(notebook.value("SELECT 1")).isEqualTo(1);
  }

  @Test
  void profilesNameOtherDriversToo() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("c.toml"), "[database.local]\nurl = \"" + url("sqlite") + "\"\n");
    try (SqlNotebook own = new SqlNotebook(file)) {
      own.line("connect local");
      assertThat(own.value("SELECT 1")).isEqualTo(1);
    }
  }

  @Test
  void rowsAreCopiedFromAndToMariaDb() throws Exception {
    connect("h2");
    notebook.connected(TestServer.EMBEDDED);
    notebook.cell(
        "--quiet",
        "CREATE OR REPLACE TABLE h2books (id INT, title VARCHAR(20), price DECIMAL(8,2))");
    notebook.magic(
        List.of(
            "copy",
            "shop",
            "SELECT * FROM books",
            "test",
            "h2books",
            "--map",
            "ID=id,TITLE=title,PRICE=price"));
    assertThat(notebook.value("SELECT SUM(price) FROM h2books")).isEqualTo(new BigDecimal("17.50"));
    notebook.magic(
        List.of("copy", "test", "SELECT id + 10 AS id, title FROM h2books", "shop", "books"));
    assertThat(Sql.database("shop").query("SELECT id FROM books").height()).isEqualTo(4);
    notebook.cell("--quiet", "DROP TABLE h2books");
  }
}
