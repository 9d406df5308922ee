package dev.culvert.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedMariaDbTest {

  @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
  @Test
  void runsTheScriptAndServesOverTlsWithItsOwnCertificate() throws Exception {
    String script =
        "CREATE TABLE author (id INT PRIMARY KEY,\n  name VARCHAR(40));\n"
            + "INSERT INTO author VALUES (1, 'Ada'), (2, 'Zoë');\n";
    try (EmbeddedMariaDb server =
            EmbeddedMariaDb.builder()
                .bundled()
                .database("books")
                .user("owner", "p@ss'&#%\\x")
                .script(script)
                .start();
        Connection connection = connect(server, "books", "verify-full")) {
      assertThat(one(connection, "SELECT name FROM author WHERE id = 2")).isEqualTo("Zoë");
      assertThat(one(connection, "SELECT VERSION()")).startsWith("11.4.5");
      assertThat(second(connection, "SHOW SESSION STATUS LIKE 'Ssl_cipher'")).isNotEmpty();
      assertThat(one(connection, "SELECT COUNT(*) FROM mysql.user WHERE user = 'root'"))
          .isEqualTo("0");
      assertThat(server).asString().doesNotContain("p@ss");
    }
  }

  @Test
  void theBookstoreOfTheExamplesLoadsAtTheStart() throws Exception {
    String script =
        Files.readString(Path.of(System.getProperty("culvert.root"), "examples/bookstore.sql"));
    try (EmbeddedMariaDb server =
            EmbeddedMariaDb.builder().database("bookstore").script(script).start();
        Connection connection = connect(server, "bookstore", "disable")) {
      assertThat(one(connection, "SELECT COUNT(*) FROM orders")).isEqualTo("200");
      assertThat(one(connection, "SELECT name FROM authors WHERE id = 12"))
          .isEqualTo("Björn Ástvaldur");
    }
  }

  @Test
  void leavesNoProcessNoFolderAndNoListenerBehind() throws Exception {
    EmbeddedMariaDb server = EmbeddedMariaDb.start();
    Path folder = server.certificate().getParent();
    ProcessHandle process = ProcessHandle.of(server.pid()).orElseThrow();
    assertThat(folder).isDirectory();

    server.close();
    server.close();

    assertThat(process.isAlive()).isFalse();
    assertThat(server.isRunning()).isFalse();
    assertThat(folder).doesNotExist();
    assertThatThrownBy(() -> new Socket(server.host(), server.port()).close())
        .isInstanceOf(ConnectException.class);
  }

  @Test
  void runsTwoServersSideBySide() throws Exception {
    try (EmbeddedMariaDb one = EmbeddedMariaDb.start();
        EmbeddedMariaDb two = EmbeddedMariaDb.start();
        Connection first = connect(one, "demo", "disable");
        Connection second = connect(two, "demo", "disable")) {
      assertThat(one.port()).isNotEqualTo(two.port());
      assertThat(one(first, "SELECT @@port")).isEqualTo(String.valueOf(one.port()));
      assertThat(one(second, "SELECT @@port")).isEqualTo(String.valueOf(two.port()));
    }
  }

  @Test
  void aFailingScriptFailsTheStartAndShowsNoPassword() {
    assertThatThrownBy(
            () ->
                EmbeddedMariaDb.builder()
                    .user("owner", "topsecret")
                    .script("SELEC 'topsecret';\n")
                    .start())
        .isInstanceOf(ServerUnavailable.class)
        .hasMessageContaining("did not start")
        .hasMessageContaining("1064")
        .hasMessageNotContaining("topsecret");
  }

  @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
  @Test
  void namesTheSharedLibrariesThatAreMissing(@TempDir Path folder) throws Exception {
    Path program = folder.resolve("mariadbd");
    // Its text form is Latin-1 here so that every byte is kept.
    String bytes = Files.readString(Path.of("/bin/ls"), StandardCharsets.ISO_8859_1);
    assertThat(bytes).contains("libc.so.6");
    Files.writeString(
        program, bytes.replace("libc.so.6", "libq.so.6"), StandardCharsets.ISO_8859_1);
    assertThat(program.toFile().setExecutable(true)).isTrue();

    assertThatThrownBy(
            () -> EmbeddedMariaDb.loadable(new MariaDbProgram(program, folder, "changed")))
        .isInstanceOf(ServerUnavailable.class)
        .hasMessageContaining("shared libraries this system lacks: libq.so.6.")
        .hasMessageContaining("apt install mariadb-server")
        .hasMessageContaining("%sql connect --host");
  }

  @Test
  void knowsWhereItsProgramsRun() {
    assertThat(MariaDbProgram.isBundledFor("Linux", "amd64")).isTrue();
    assertThat(MariaDbProgram.isBundledFor("Linux", "aarch64")).isFalse();
    assertThat(MariaDbProgram.isBundledFor("Mac OS X", "x86_64")).isFalse();
  }

  @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
  @Test
  void anUnusableCacheIsOneClearError(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "not a folder");
    assertThatThrownBy(() -> EmbeddedMariaDb.builder().bundled().cache(file).start())
        .isInstanceOf(ServerUnavailable.class)
        .hasMessageStartingWith("MariaDB could not be started: ");
  }

  private static Connection connect(EmbeddedMariaDb server, String database, String sslMode)
      throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", server.user());
    properties.setProperty("password", server.password());
    properties.setProperty("sslMode", sslMode);
    properties.setProperty("serverSslCert", server.certificate().toString());
    return DriverManager.getConnection(
        "jdbc:mariadb://" + server.host() + ":" + server.port() + "/" + database, properties);
  }

  private static String one(Connection connection, String sql) throws SQLException {
    return column(connection, sql, 1);
  }

  private static String second(Connection connection, String sql) throws SQLException {
    return column(connection, sql, 2);
  }

  private static String column(Connection connection, String sql, int column) throws SQLException {
    try (var statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      assertThat(rows.next()).isTrue();
      return rows.getString(column);
    }
  }
}
