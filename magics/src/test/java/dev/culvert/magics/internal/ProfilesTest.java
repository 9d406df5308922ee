package dev.culvert.magics.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culvert.api.UserError;
import dev.culvert.magics.internal.Profiles.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProfilesTest {

  @TempDir Path folder;
  private final List<String> warnings = new ArrayList<>();

  @Test
  void keysAreTheOptionsOfACommand() throws IOException {
    Profiles profiles =
        read(
            """
            # the lecture's
            [tunnel.work]
            server = "ana@bastion"
            to = ["db:3306", "db2:3306"]
            no-check = true
            compress = false
            [database."my shop"]
            host = "db"
            port = 3306
            """);

    Profile tunnel = profiles.find(Kind.TUNNEL, "work").orElseThrow();
    assertThat(tunnel.words())
        .containsExactly("--server=ana@bastion", "--to=db:3306", "--to=db2:3306", "--no-check");
    assertThat(tunnel.place()).isEqualTo(profiles.file() + ":2");
    assertThat(profiles.names(Kind.DATABASE)).containsExactly("my shop");
    assertThat(profiles.find(Kind.DATABASE, "my shop").orElseThrow().value("port"))
        .isEqualTo("3306");
    assertThat(profiles.find(Kind.DATABASE, "work")).isEmpty();
    assertThat(warnings).isEmpty();
  }

  @Test
  void aProfileInsideAnotherChangesItsSettings() throws IOException {
    Profiles profiles =
        read(
            """
            [database.shop]
            user = "ana"
            port = 3306
            read-only = true
            [database.shop.dev]
            host = "localhost"
            read-only = false
            [database.shop.prod]
            host = "db.internal"
            port = 3307
            """);

    assertThat(profiles.names(Kind.DATABASE)).containsExactly("shop", "shop.dev", "shop.prod");
    assertThat(profiles.find(Kind.DATABASE, "shop.dev").orElseThrow().words())
        .containsExactly("--user=ana", "--port=3306", "--host=localhost");
    Profile production = profiles.find(Kind.DATABASE, "shop.prod").orElseThrow();
    assertThat(production.words())
        .containsExactly("--user=ana", "--port=3307", "--read-only", "--host=db.internal");
    assertThat(production.place()).isEqualTo(profiles.file() + ":8");
  }

  @Test
  void noFileIsNoProfiles() {
    Profiles profiles = Profiles.read(folder.resolve("none.toml"), warnings::add);

    assertThat(profiles.names(Kind.TUNNEL)).isEmpty();
    assertThat(warnings).isEmpty();
  }

  @Test
  void aFileOpenToOthersIsReadWithAWarning() throws IOException {
    Path file = file("[tunnel.a]\nserver = \"b\"\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

    assertThat(Profiles.read(file, warnings::add).names(Kind.TUNNEL)).containsExactly("a");
    assertThat(warnings)
        .containsExactly(
            "profiles file %s is open to others (rw-r--r--): chmod 600 %s".formatted(file, file));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[tunnel.a\\nserver = 1|:1: this is not valid TOML, at column 10. A profile is a table as"
            + " [tunnel.NAME] with lines as to = \"db:3306\".",
        "[tunel.a]|:1: there are no sections 'tunel'. Use [tunnel.NAME] or [database.NAME].",
        "tunnel = 1|:1: 'tunnel' must be tables as [tunnel.NAME].",
        "[tunnel]\\nserver = \"x\"|:2: 'server' stands in no profile. Put it below a line as"
            + " [tunnel.NAME].",
        "[tunnel.a]\\nto = [1.5]|:2: 'to' takes text, a whole number, true or false, or a list of"
            + " texts or numbers.",
        "[tunnel.a]\\nto = []|:2: 'to' takes text, a whole number, true or false, or a list of"
            + " texts or numbers.",
        "[database.a]\\npassword = \"hunter2\"|:2: profiles hold no password. Put it into a secrets"
            + " file and name that: secrets = \"FILE\", as = \"SECTION\".",
        "[database.a.b]\\npassword = \"hunter2\"|:2: profiles hold no password. Put it into a secrets"
            + " file and name that: secrets = \"FILE\", as = \"SECTION\".",
        "[database.a]\\nuser = hunter2|:2: this is not valid TOML, at column 8. A profile is a"
            + " table as [tunnel.NAME] with lines as to = \"db:3306\".",
      })
  void whatCannotBeUsedIsNamedByLineAndNeverQuoted(String text, String message) throws IOException {
    Path file = file(text.replace("\\n", "\n"));

    assertThatThrownBy(() -> Profiles.read(file, warnings::add))
        .isInstanceOf(UserError.class)
        .hasMessage(file + message)
        .hasNoCause();
  }

  @Test
  void whatWasAddedIsReadBackAndTheRestStays() throws IOException {
    Path file = file("# mine\n[tunnel.a]\nserver = \"b\"\n");
    Map<String, List<String>> settings = new LinkedHashMap<>();
    settings.put("host", List.of("d\"b\\é"));
    settings.put("to", List.of("a:1", "b:2"));
    settings.put("no-check", List.of());

    Profiles.add(file, Kind.TUNNEL, "x y", settings);

    Profiles profiles = Profiles.read(file, warnings::add);
    assertThat(profiles.names(Kind.TUNNEL)).containsExactly("a", "x y");
    assertThat(profiles.find(Kind.TUNNEL, "x y").orElseThrow().settings()).isEqualTo(settings);
    assertThat(Files.readString(file)).startsWith("# mine\n");
    assertThat(Files.list(folder)).containsExactly(file);
    assertThatThrownBy(() -> Profiles.add(file, Kind.TUNNEL, "a", settings))
        .hasMessage(
            file
                + ":2 has a profile 'a' already. Remove its lines there, or save under another"
                + " name.");
  }

  @Test
  void aNewFileIsReadableByItsOwnerAlone() throws IOException {
    Path file = folder.resolve("new").resolve("connections.toml");

    Profiles.add(file, Kind.DATABASE, "shop", Map.of("host", List.of("db")));

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(Files.readString(file)).isEqualTo("[database.shop]\nhost = \"db\"\n");
  }

  @Test
  void theUsualFileIsInTheUsersConfiguration() {
    Path home = Path.of(System.getProperty("user.home"));

    assertThat(Profiles.standardFile(Map.of()))
        .isEqualTo(home.resolve(".config/culvert/connections.toml"));
    assertThat(Profiles.standardFile(Map.of("XDG_CONFIG_HOME", "/c")))
        .isEqualTo(Path.of("/c/culvert/connections.toml"));
    assertThat(Profiles.standardFile(Map.of("XDG_CONFIG_HOME", "relative")))
        .isEqualTo(home.resolve(".config/culvert/connections.toml"));
  }

  private Profiles read(String text) throws IOException {
    return Profiles.read(file(text), warnings::add);
  }

  private Path file(String text) throws IOException {
    Path file = folder.resolve("connections.toml");
    Files.writeString(file, text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }
}
