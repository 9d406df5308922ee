package dev.culvert.magics.tunnel.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culvert.api.MagicCall;
import dev.culvert.embedded.EmbeddedSshServer;
import dev.culvert.magics.internal.RecordingNotebook;
import dev.culvert.magics.tunnel.Diagnosis;
import dev.culvert.magics.tunnel.Tunnel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TunnelProfileTest {

  @TempDir Path folder;
  private final RecordingNotebook notebook = new RecordingNotebook();
  private Path profiles;
  private TunnelMagic magic;
  private Sshd sshd;
  private TestServer echo;

  @BeforeEach
  void startServers() throws Exception {
    profiles = folder.resolve("config").resolve("connections.toml");
    magic = new TunnelMagic(profiles);
    sshd = Sshd.start(folder);
    echo = TestServer.echo();
  }

  @AfterEach
  void nothingIsLeft() throws Exception {
    magic.close();
    echo.close();
    sshd.close();
    Leaks.assertNoTunnelThreads();
  }

  @Test
  void whatWasSavedOpensAgainByItsName() throws Exception {
    List<String> words = new ArrayList<>(List.of("open", "work"));
    words.addAll(sshd.address());
    words.addAll(List.of("-i", id(), "--to", echo.address(), "--to", echo.address(), "--no-check"));
    Tunnel opened = (Tunnel) run(words.toArray(String[]::new));

    run("save", "work");
    assertThat(notebook.shown)
        .containsExactly("saved 'work' to " + profiles + ": %tunnel open work");
    assertThat(run("open", "work")).isSameAs(opened);
    opened.close();

    Tunnel again = (Tunnel) run("open", "work");
    assertThat(again.name()).isEqualTo("work");
    assertThat(again.targets()).hasSize(2);
    TunnelTestCase.assertEchoes(again);
    assertThat(Files.readString(profiles))
        .isEqualTo(
            """
            [tunnel.work]
            server = "%s"
            known-hosts = "%s"
            key = "%s"
            to = ["%s", "%s"]
            no-check = true
            """
                .formatted(
                    sshd.address().get(0),
                    sshd.file("known_hosts"),
                    id(),
                    echo.address(),
                    echo.address()));
    assertThatThrownBy(() -> run("save", "work"))
        .hasMessageStartingWith(profiles + ":1 has a profile 'work' already.");
  }

  @Test
  void optionsOfTheCommandTakeThePlaceOfTheProfiles() throws Exception {
    write(
        """
        [tunnel.work]
        server = "%s"
        known-hosts = "%s"
        key = "%s"
        to = "127.0.0.1:1"
        """
            .formatted(sshd.address().get(0), sshd.file("known_hosts"), id()));

    Tunnel tunnel = (Tunnel) run("open", "work", "--to", echo.address());

    assertThat(tunnel.targets()).hasSize(1);
    TunnelTestCase.assertEchoes(tunnel);
  }

  @Test
  void theDoctorKnowsSavedAndOpenTunnelsByTheirNames() throws Exception {
    write(
        """
        [tunnel.work]
        server = "%s"
        known-hosts = "%s"
        key = "%s"
        to = "%s"
        no-check = true
        """
            .formatted(sshd.address().get(0), sshd.file("known_hosts"), id(), echo.address()));

    assertReaches(echo.address(), (Diagnosis) run("doctor", "work"));

    Tunnel opened = (Tunnel) run("open", "work");
    Files.delete(profiles);

    assertReaches(echo.address(), (Diagnosis) run("doctor", "work"));
    Diagnosis other = (Diagnosis) run("doctor", "work", "--to", "127.0.0.1:1");
    assertThat(other.code()).contains("TUN-TARGET-REFUSED");
    assertThat(opened.isUp()).isTrue();
  }

  private static void assertReaches(String target, Diagnosis found) {
    assertThat(found.checks())
        .filteredOn(check -> check.name().equals("forward"))
        .extracting(Diagnosis.Check::text)
        .containsExactly(target + " is reached");
  }

  @Test
  void aProfileNamesASectionOfASecretsFileAndSavingKeepsNoSecret() throws Exception {
    try (EmbeddedSshServer server = EmbeddedSshServer.start("ana", "c0rrect-horse".toCharArray())) {
      Path secrets = folder.resolve("secrets.json");
      Files.writeString(
          secrets, "{\"dbserver\": {\"userid\": \"ana\", \"password\": \"c0rrect-horse\"}}");
      Files.setPosixFilePermissions(secrets, PosixFilePermissions.fromString("rw-------"));
      Path known = sshd.knownHosts(server.knownHostsLine() + "\n");
      write(
          """
          [tunnel.lecture]
          server = "127.0.0.1:%d"
          known-hosts = "%s"
          to = "%s"
          secrets = "%s"
          as = "dbserver"
          """
              .formatted(server.port(), known, echo.address(), secrets));

      Tunnel tunnel = (Tunnel) run("open", "lecture");

      assertThat(tunnel.server()).startsWith("ana@");
      run("save", "lecture", "--name", "copy");
      assertThat(Files.readString(profiles)).contains("[tunnel.copy]").doesNotContain("horse");
    }
  }

  @Test
  void aWrongProfileIsNamedByLine() throws Exception {
    write("[tunnel.a]\nto = \"db:1\"\n\n[tunnel.b]\nserver = \"h\"\ntoo = \"db:1\"\n");

    assertThatThrownBy(() -> run("open", "a"))
        .hasMessage(profiles + ":1: profile 'a' lacks server = \"[USER@]HOST[:PORT]\".");
    assertThatThrownBy(() -> run("open", "b"))
        .hasMessage(profiles + ":4: profile 'b': Unknown option: '--too=db:1'");
    assertThatThrownBy(() -> run("doctor", "a"))
        .hasMessage(profiles + ":1: profile 'a' lacks server = \"[USER@]HOST[:PORT]\".");
    assertThatThrownBy(() -> run("doctor", "b"))
        .hasMessageContaining("'b' is saved with: Unknown option: '--too=db:1'");
    assertThatThrownBy(() -> run("save", "c")).hasMessage("no tunnel 'c' is open.");
  }

  private void write(String text) throws Exception {
    Files.createDirectories(profiles.getParent());
    Files.writeString(profiles, text);
    Files.setPosixFilePermissions(profiles, PosixFilePermissions.fromString("rw-------"));
  }

  private String id() {
    return sshd.file("id").toString();
  }

  private Object run(String... words) throws Exception {
    return magic.run(new MagicCall(List.of(words), String.join(" ", words), null, notebook));
  }
}
