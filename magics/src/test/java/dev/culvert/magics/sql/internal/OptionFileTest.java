package dev.culvert.magics.sql.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culvert.api.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code ~/.my.cnf}, and connections from it. */
class OptionFileTest {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "password=simple | simple",
        "password = \"a b#c\" # comment | a b#c",
        "password='it\\\\s' | it\\s",
        "password = a#b | a#b",
        "password = ab # comment | ab",
        "password=a\\sb | a b",
        "password=a=b | a=b",
        "PassWord=x | x",
      })
  void aValueIsReadAsTheClientReadsIt(String line, String value) {
    assertThat(OptionFile.parse(List.of("[client]", line)).value("password")).contains(value);
  }

  @Test
  void onlyTheClientsGroupsCountAndLaterLinesWin() {
    OptionFile file =
        OptionFile.parse(
            List.of(
                "user=none",
                "[mysqld]",
                "user=server",
                "[client]",
                "user=first",
                "# user=no",
                "; user=no",
                "ssl_ca=/ca.pem",
                "compress",
                "[client-mariadb]",
                "user=last"));
    assertThat(file.value("user")).contains("last");
    assertThat(file.value("ssl-ca")).contains("/ca.pem");
    assertThat(file.value("compress")).isEmpty();
    assertThat(file.value("password")).isEmpty();
    assertThat(file.toString()).doesNotContain("last");
  }

  @Test
  void aConnectionTakesFromTheFileWhatIsNotSaid() throws Exception {
    Path file = folder.resolve("my.cnf");
    Files.writeString(
        file,
        "[client]\nhost=127.0.0.1\nport="
            + TestServer.EMBEDDED.get().port()
            + "\nuser=owner\npassword=\""
            + TestServer.PASSWORD.replace("\\", "\\\\")
            + "\"\n");
    try (SqlNotebook notebook = new SqlNotebook()) {
      notebook.line("connect mine --my-cnf " + file + " --database demo");
      assertThat(notebook.value("SELECT CONCAT(DATABASE(), SUBSTRING_INDEX(USER(), '@', 1))"))
          .isEqualTo("demoowner");
      assertThat(notebook.texts().get(0)).startsWith("option file " + file + " is open to others");
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
      notebook.shown().clear();
      assertThatThrownBy(() -> notebook.line("connect other --my-cnf " + file + " --user nobody"))
          .hasMessageContaining("(1045)");
      assertThat(notebook.texts()).isEmpty();
      assertThat(notebook.prompts()).isEmpty();
      assertThatThrownBy(() -> notebook.line("connect other --my-cnf " + file + "x"))
          .isInstanceOf(UserError.class)
          .hasMessage("--my-cnf: there is no file " + file + "x.");
    }
  }
}
