package dev.culvert.magics.tunnel.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culvert.embedded.EmbeddedSshServer;
import dev.culvert.magics.tunnel.Tunnel;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.Security;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.keyboard.DefaultKeyboardInteractiveAuthenticator;
import org.apache.sshd.server.auth.keyboard.UserAuthKeyboardInteractiveFactory;
import org.apache.sshd.server.keyprovider.SimpleGeneratorHostKeyProvider;
import org.apache.sshd.server.session.ServerSession;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TunnelLoginTest extends TunnelTestCase {

  private static final String SECRET = "c0rrect-horse";

  @Nested
  class WithKeys {

    @ParameterizedTest
    @CsvSource({
      "ed25519, , , plain",
      "ed25519, , , encrypted",
      "ecdsa, 256, , plain",
      "ecdsa, 384, PEM, plain",
      "ecdsa, 521, PKCS8, plain",
      "ecdsa, 256, PKCS8, encrypted",
      "rsa, 2048, , encrypted",
      "rsa, 2048, PEM, plain",
      "rsa, 2048, PEM, encrypted",
      "rsa, 2048, PKCS8, encrypted",
    })
    void keysOfEveryTypeAndFormatLogIn(String type, String bits, String format, String protection)
        throws Exception {
      boolean encrypted = protection.equals("encrypted");
      List<String> options = new ArrayList<>(List.of("-t", type));
      options.addAll(bits == null ? List.of() : List.of("-b", bits));
      options.addAll(format == null ? List.of() : List.of("-m", format));
      options.addAll(List.of("-N", encrypted ? SECRET : ""));
      try (Sshd sshd = Sshd.start(folder)) {
        Path key = sshd.keygen("key", options.toArray(String[]::new));
        sshd.authorize("key");
        if (encrypted) {
          notebook.answer("wrong").answer(SECRET);
        }

        assertThat(connect(sshd, "-i", key.toString()).isUp()).isTrue();

        assertThat(notebook.prompts)
            .isEqualTo(
                encrypted
                    ? List.of(
                        "Passphrase of " + key + ": ",
                        "That was not it. Passphrase of " + key + ": ")
                    : List.of());
      }
    }

    @Test
    void aRefusedKeyIsNamedWithWhatTheServerTakes() throws Exception {
      try (Sshd sshd = Sshd.start(folder)) {
        Path key = sshd.keygen("stranger", "-t", "ecdsa");

        assertThatThrownBy(() -> connect(sshd, "-i", key.toString()))
            .hasMessageMatching(
                "127\\.0\\.0\\.1:%d refused user '%s' after \\d+ ms\\. Server accepts: publickey\\. Tried: %s ECDSA SHA256:\\S+ \\(refused\\)\\. Fix: add the public half of a key to %2$s's authorized_keys, or name another key with -i\\. If it stands there: look whether it is the public half, and at the modes of the file and its folder; %%tunnel doctor with another key or a password finds out\\."
                    .formatted(sshd.port, System.getProperty("user.name"), key))
            .extracting("name")
            .isEqualTo("TUN-AUTH");
        assertThat(notebook.prompts).isEmpty();
      }
    }

    @Test
    void tooManyKeysAreCounted() throws Exception {
      try (Sshd sshd = Sshd.start(folder, "MaxAuthTries 2")) {
        List<String> words = new ArrayList<>();
        for (String name : List.of("one", "two", "three")) {
          words.addAll(List.of("-i", sshd.keygen(name, "-t", "ecdsa").toString()));
        }

        assertThatThrownBy(() -> connect(sshd, words.toArray(String[]::new)))
            .hasMessageMatching(
                "127\\.0\\.0\\.1:%d closed the connection after \\d keys \\(.*Too many authentication failures\\)\\. Name the right key with -i, or set IdentitiesOnly\\."
                    .formatted(sshd.port))
            .extracting("name")
            .isEqualTo("TUN-AUTH-MAX");
      }
    }

    @Test
    void keysInTheUsersFolderAreTriedAndOneNobodyCanUnlockIsNamed() throws Exception {
      try (Sshd sshd = Sshd.start(folder);
          Home home = new Home(folder.resolve("home"))) {
        Files.copy(sshd.file("known_hosts"), home.ssh("known_hosts"));
        Files.copy(sshd.keygen("locked", "-t", "ed25519", "-N", SECRET), home.ssh("id_ed25519"));
        String server = System.getProperty("user.name") + "@127.0.0.1:" + sshd.port;

        assertThatThrownBy(() -> open(server))
            .hasMessageContaining(
                "Tried: not tried: ~/.ssh/id_ed25519 is encrypted, and its passphrase cannot be"
                    + " asked for here: this front end takes no input.");

        Files.copy(sshd.file("id"), home.ssh("id_rsa"));
        assertThat(open(server).isUp()).isTrue();
      }
    }

    @Test
    void bouncyCastleIsNotAddedToTheJvm() throws Exception {
      try (Sshd sshd = Sshd.start(folder)) {
        connect(sshd, "-i", sshd.file("id").toString());

        assertThat(Security.getProvider("BC")).isNull();
      }
    }

    @Test
    void aKeyOpenToOthersIsTakenWithAWarning() throws Exception {
      try (Sshd sshd = Sshd.start(folder)) {
        Path key = sshd.file("id");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));

        connect(sshd, "-i", key.toString());

        assertThat(notebook.shown)
            .containsExactly(
                "warning: key file %s is open to others (rw-r--r--): chmod 600 %s"
                    .formatted(key, key));
      }
    }

    private Tunnel connect(Sshd sshd, String... more) throws Exception {
      List<String> words = new ArrayList<>(sshd.address());
      words.addAll(List.of(more));
      return open(words.toArray(String[]::new));
    }
  }

  @Nested
  class WithUnusableKeys {

    @Test
    void aMissingKeyIsNamed() {
      assertKeyError(
          folder.resolve("none"), "key file %s does not exist. Name a private key with -i.");
    }

    @Test
    void aPublicKeyIsRefused() throws Exception {
      Path key = Files.writeString(folder.resolve("k.pub"), "ssh-ed25519 AAAA ana\n");

      assertKeyError(
          key, "%s is a public key. -i takes the private one, most often the file without .pub.");
    }

    @Test
    void aPuttyKeyIsRefusedWithTheWayToChangeIt() throws Exception {
      Path key = Files.writeString(folder.resolve("k.ppk"), "PuTTY-User-Key-File-3: ssh-ed25519\n");

      assertKeyError(
          key,
          "%1$s is a PuTTY key. Turn it into an OpenSSH one: puttygen %1$s -O private-openssh -o KEY.");
    }

    @Test
    void anyOtherFileIsRefused() throws Exception {
      Path key = Files.writeString(folder.resolve("k"), "hello\n");

      assertKeyError(key, "%s is not a private key: it has no BEGIN ... PRIVATE KEY line.");
    }

    @Test
    void aDamagedKeyIsNamedWithItsFormat() throws Exception {
      Path key =
          Files.writeString(
              folder.resolve("k"),
              "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n");

      assertKeyError(
          key, "%s, a key in OpenSSH format, cannot be read: it is damaged or of an unknown kind.");
    }

    private void assertKeyError(Path key, String message) {
      try {
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
      } catch (IOException e) {
        assertThat(key).doesNotExist();
      }
      assertThatThrownBy(() -> open("ana@127.0.0.1", "-i", key.toString()))
          .hasMessage(message.formatted(key))
          .extracting("name")
          .isEqualTo("TUN-KEY");
    }
  }

  @Test
  void aWrongPassphraseAndNobodyToAskAreTwoErrors() throws Exception {
    try (Sshd sshd = Sshd.start(folder)) {
      String key = sshd.keygen("locked", "-t", "ed25519", "-N", SECRET).toString();
      notebook.answer("wrong1").answer("wrong2").answer("wrong3");

      assertThatThrownBy(() -> open("ana@127.0.0.1", "-i", key))
          .hasMessage(key + ", an encrypted key in OpenSSH format: the passphrase is wrong.");
      assertThatThrownBy(() -> open("ana@127.0.0.1", "-i", key))
          .hasMessage(
              key
                  + " is encrypted, and its passphrase cannot be asked for here: this front end"
                  + " takes no input");
    }
  }

  @Nested
  class WithAPassword {

    @Test
    void itIsAskedForAndShownNowhere() throws Exception {
      notebook.answer(SECRET);
      try (TestServer echo = TestServer.echo();
          EmbeddedSshServer server = EmbeddedSshServer.start("ana", SECRET.toCharArray())) {
        Tunnel tunnel = connect(server, "ana", "--password", "--to", echo.address());

        assertEchoes(tunnel);
        assertThat(notebook.prompts)
            .containsExactly("Password of ana on 127.0.0.1:" + server.port() + ": ");
        assertHidden(
            tunnel.toString() + tunnel.toMimeBundle().data() + run("list") + notebook.shown);
      }
    }

    @Test
    void itMayComeFromASecretsFileWithTheUsersName() throws Exception {
      Path secrets = secrets("{\"db\": {\"userid\": \"ana\", \"password\": \"" + SECRET + "\"}}");
      try (EmbeddedSshServer server = EmbeddedSshServer.start("ana", SECRET.toCharArray())) {
        Tunnel tunnel = connect(server, null, "--secrets", secrets.toString(), "--as", "db");

        assertThat(tunnel.server()).isEqualTo("ana@127.0.0.1:" + server.port());
      }
    }

    @Test
    void itIsAskedForAgainThreeTimesWhenItIsWrong() throws Exception {
      notebook.answer("no1").answer("no2").answer(SECRET);
      try (EmbeddedSshServer server = EmbeddedSshServer.start("ana", SECRET.toCharArray())) {
        assertThat(connect(server, "ana", "--password").isUp()).isTrue();
        assertThat(notebook.prompts).hasSize(3);
      }
    }

    @Test
    void aWrongOneIsRefusedAndNotShown() throws Exception {
      Path secrets = secrets("{\"db\": {\"userid\": \"ana\", \"password\": \"wr0ng-horse\"}}");
      try (EmbeddedSshServer server = EmbeddedSshServer.start("ana", SECRET.toCharArray())) {
        assertThatThrownBy(
                () -> connect(server, null, "--secrets", secrets.toString(), "--as", "db"))
            .hasMessageMatching(
                "127\\.0\\.0\\.1:%d refused user 'ana' after \\d+ ms\\. Server accepts: [a-z, -]*password[a-z, -]*\\. Tried: password \\(refused\\)\\. Fix: check the user name, give --password or --secrets FILE --as NAME, or add the public half of a key to ana's authorized_keys\\."
                    .formatted(server.port()))
            .satisfies(
                error -> {
                  StringWriter trace = new StringWriter();
                  error.printStackTrace(new PrintWriter(trace));
                  assertThat(trace.toString()).doesNotContain("wr0ng-horse");
                });
      }
    }

    @Test
    void itIsAskedForWhereNoKeyHelps() throws Exception {
      notebook.answer(SECRET);
      try (EmbeddedSshServer server = EmbeddedSshServer.start("ana", SECRET.toCharArray());
          Home home = new Home(folder.resolve("home"))) {
        assertThat(home.folder).isEmptyDirectory();

        assertThat(connect(server, "ana").isUp()).isTrue();
        assertThat(notebook.prompts)
            .containsExactly("Password of ana on 127.0.0.1:" + server.port() + ": ");
      }
    }

    @ParameterizedTest
    @CsvSource({
      "'Password: ', true",
      "'(ana@host) Password: ', true",
      "'ana''s password:', true",
      "'One-time password: ', false",
      "'Password or token: ', false",
    })
    void aServerThatAsksIsAnsweredOnlyWhenItAsksForThePassword(String prompt, boolean answered)
        throws Exception {
      List<String> got = new CopyOnWriteArrayList<>();
      SshServer server = askingServer(prompt, got);
      try {
        Path known = folder.resolve("known_hosts");
        notebook.answer(SECRET).answer("yes");
        String address = "ana@127.0.0.1:" + server.getPort();

        if (answered) {
          open(address, "--password", "--known-hosts", known.toString());
        } else {
          assertThatThrownBy(() -> open(address, "--password", "--known-hosts", known.toString()))
              .hasMessage(
                  "127.0.0.1:%1$d wants an answer, and nobody can be asked here: 127.0.0.1:%1$d asks: %2$s. Open the tunnel in a notebook or a terminal that takes input."
                      .formatted(server.getPort(), prompt.strip()))
              .extracting("name")
              .isEqualTo("TUN-NEEDS-INPUT");
        }
        assertThat(got).isEqualTo(answered ? List.of(SECRET) : List.of());
      } finally {
        server.stop(true);
      }
    }

    private SshServer askingServer(String prompt, List<String> got) throws IOException {
      SshSecurity.prepare(); // else the server would register providers for the whole JVM
      SshServer server = SshServer.setUpDefaultServer();
      server.setHost("127.0.0.1");
      server.setKeyPairProvider(new SimpleGeneratorHostKeyProvider(folder.resolve("host")));
      server.setUserAuthFactories(List.of(UserAuthKeyboardInteractiveFactory.INSTANCE));
      server.setKeyboardInteractiveAuthenticator(
          new DefaultKeyboardInteractiveAuthenticator() {
            @Override
            protected String getInteractionPrompt(ServerSession session) {
              return prompt;
            }
          });
      server.setPasswordAuthenticator(
          (user, typed, session) -> {
            got.add(typed);
            return typed.equals(SECRET);
          });
      server.start();
      return server;
    }

    private Tunnel connect(EmbeddedSshServer server, String user, String... more) throws Exception {
      Path known = folder.resolve("known_hosts");
      Files.writeString(known, server.knownHostsLine() + "\n");
      List<String> words = new ArrayList<>();
      words.add((user == null ? "" : user + "@") + "127.0.0.1:" + server.port());
      words.addAll(List.of("--known-hosts", known.toString()));
      words.addAll(List.of(more));
      return open(words.toArray(String[]::new));
    }

    private Path secrets(String json) throws Exception {
      Path file = Files.writeString(folder.resolve("secrets.json"), json);
      return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private void assertHidden(String everything) {
      assertThat(everything).doesNotContain(SECRET);
    }
  }

  /** A home folder with an empty .ssh, for as long as it is open. */
  private static final class Home implements AutoCloseable {
    private final String before = System.getProperty("user.home");
    final Path folder;

    Home(Path home) throws IOException {
      folder = Files.createDirectories(home.resolve(".ssh"));
      System.setProperty("user.home", home.toString());
    }

    Path ssh(String name) {
      return folder.resolve(name);
    }

    @Override
    public void close() {
      System.setProperty("user.home", before);
    }
  }
}
