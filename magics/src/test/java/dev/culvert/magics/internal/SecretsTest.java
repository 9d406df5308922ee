package dev.culvert.magics.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culvert.api.UserError;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretsTest {

  private static final String PASSWORD = "hunter2-ä\\u00e9";

  @TempDir Path folder;
  private final List<String> warnings = new ArrayList<>();

  @Test
  void aSectionGivesUserAndPassword() throws IOException {
    Path file =
        file(
            "{\"other\": {\"x\": [1]}, \"lecture\": {\"userid\": \"ana\", \"host\": \"h\","
                + " \"password\": \""
                + PASSWORD
                + "\"}}");

    try (Secrets.Login login = read(file, "lecture")) {
      assertThat(login.userid()).isEqualTo("ana");
      assertThat(login.password()).containsExactly("hunter2-äé".toCharArray());
    }
    assertThat(warnings).isEmpty();
  }

  @Test
  void aLoginHidesItsPasswordAndWipesItWhenClosed() {
    Secrets.Login login = new Secrets.Login("ana", PASSWORD.toCharArray());

    assertThat(login).hasToString("Login[userid=ana, password=***]");
    login.close();
    assertThat(login.password()).containsOnly('\0');
  }

  @Test
  void aTildeIsTheHomeFolder() {
    assertThat(HomePath.of("~/a/b")).isEqualTo(Path.of(System.getProperty("user.home"), "a", "b"));
    assertThat(HomePath.of("~")).isEqualTo(Path.of(System.getProperty("user.home")));
    assertThat(HomePath.of("/x")).isEqualTo(Path.of("/x"));
  }

  @Test
  void aFileOpenToOthersIsReadWithAWarning() throws IOException {
    Path file = file("{\"lecture\": {\"userid\": \"ana\", \"password\": \"p\"}}");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

    read(file, "lecture").close();

    assertThat(warnings)
        .containsExactly(
            "secrets file " + file + " is open to others (rw-r-----): chmod 600 " + file);
  }

  @Test
  void aMissingFileSaysHowToWriteIt() {
    Path file = folder.resolve("none.json");

    assertThatThrownBy(() -> read(file, "lecture"))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "secrets file %s does not exist. Write {\"lecture\": {\"userid\": \"...\","
                    .formatted(file)
                + " \"password\": \"...\"}} to it and chmod 600 it, or name another file with"
                + " --secrets.");
  }

  @Test
  void aFolderInPlaceOfTheFileIsNamed() throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));

    assertThatThrownBy(() -> read(folder, "lecture"))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "secrets file %s cannot be read (IOException). Check that it is a file and that you"
                    .formatted(folder)
                + " own it.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"lecture": {"userid": "ana", "password": hunter2}}      | secrets file FILE is not valid JSON: line 1, column 51. It maps section names to objects with the keys userid and password.
          {"lecture": {"userid": "ana", "password": "hunter2       | secrets file FILE is not valid JSON: line 1, column 51. It maps section names to objects with the keys userid and password.
          {"lecture": {"password": "hunter2", "password": "x"}}    | secrets file FILE is not valid JSON: line 1, column 47. It maps section names to objects with the keys userid and password.
          ["hunter2"]                                              | secrets file FILE must hold a JSON object that maps section names to objects with the keys userid and password.
          {"lectrue": {"password": "hunter2"}, "b": "hunter2"}     | secrets file FILE has no section 'lecture'. It has: b, lectrue. Did you mean 'lectrue'?
          {}                                                       | secrets file FILE has no section 'lecture'. It has none.
          {"lecture": "hunter2"}                                   | section 'lecture' of secrets file FILE must be an object with the keys userid and password.
          {"lecture": {"userid": "ana"}}                           | section 'lecture' of secrets file FILE lacks the key 'password'.
          {"lecture": {"password": "hunter2"}}                     | section 'lecture' of secrets file FILE lacks the key 'userid'.
          {"lecture": {"userid": "ana", "password": 12}}           | key 'password' in section 'lecture' of secrets file FILE must be text in double quotes.
          """)
  void whatCannotBeUsedIsNamedAndNeverQuoted(String json, String message) throws IOException {
    Path file = file(json.strip());

    assertThatThrownBy(() -> read(file, "lecture"))
        .isInstanceOf(UserError.class)
        .hasMessage(message.replace("FILE", file.toString()))
        .satisfies(error -> assertThat(stackTrace(error)).doesNotContain("hunter2"));
  }

  private static String stackTrace(Throwable error) {
    StringWriter text = new StringWriter();
    error.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  private Secrets.Login read(Path file, String section) {
    return Secrets.read(file.toString(), section, warnings::add);
  }

  private Path file(String json) throws IOException {
    Path file = folder.resolve("secrets.json");
    Files.writeString(file, json);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }
}
