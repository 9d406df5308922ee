package dev.culvert.magics.sql.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culvert.api.UserError;
import dev.culvert.embedded.EmbeddedMariaDb;
import dev.culvert.magics.Needs;
import dev.culvert.magics.sql.Database;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.dflib.DataFrame;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Accounts that a server lets in by their certificate; keys are made as users make them. */
class SqlClientCertificateTest {

  private static final String PASSPHRASE = "key p@ss&wor#d%'";
  private static final String ACCOUNT_PASSWORD = "acc0unt-word";

  @TempDir private static Path folder;

  private static EmbeddedMariaDb server;

  private SqlNotebook notebook;

  @BeforeAll
  static void makeKeysAndStart() throws Exception {
    Needs.program("openssl", "apt install openssl");
    Files.writeString(folder.resolve("word"), PASSPHRASE + "\n");
    Files.writeString(folder.resolve("ext"), "extendedKeyUsage = clientAuth\n");
    openssl("req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.crt -subj /CN=ours -days 9");
    openssl(
        "req -x509 -newkey rsa:2048 -nodes -keyout other.key -out other.crt -subj /CN=x -days 9");
    openssl("req -newkey rsa:2048 -nodes -keyout rsa.key -out rsa.csr -subj /CN=ana");
    openssl("ecparam -name prime256v1 -genkey -out ec.key");
    openssl("req -new -key ec.key -out ec.csr -subj /CN=ana");
    sign("rsa", "ca", "9", "rsa");
    sign("ec", "ca", "9", "ec");
    sign("rsa", "other", "9", "strange");
    sign("rsa", "ca", "-1", "expired");
    openssl("rsa -in rsa.key -traditional -out rsa-old.key");
    openssl("rsa -in rsa.key -traditional -aes256 -passout file:word -out rsa-old-locked.key");
    openssl("pkcs8 -topk8 -in rsa.key -passout file:word -out rsa-locked.key");
    openssl("pkcs8 -topk8 -in ec.key -passout file:word -scrypt -out ec-locked.key");
    openssl("pkcs12 -export -inkey rsa.key -in rsa.crt -passout file:word -out rsa.p12");
    Files.writeString(
        folder.resolve("both.pem"),
        Files.readString(folder.resolve("rsa.crt")) + Files.readString(folder.resolve("rsa.key")));
    Files.writeString(folder.resolve("damaged.key"), "-----BEGIN PRIVATE KEY-----\nMIIE\n");
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
      }
    }
    server = server(EmbeddedMariaDb.builder());
  }

  private static EmbeddedMariaDb server(EmbeddedMariaDb.Builder builder) {
    return builder
        .user("owner", TestServer.PASSWORD)
        .option("--ssl-ca=" + folder.resolve("ca.crt"))
        .script(
            "CREATE USER ana REQUIRE X509;\nCREATE USER bare;\nCREATE USER pair IDENTIFIED BY '"
                + ACCOUNT_PASSWORD
                + "' REQUIRE SUBJECT '/CN=ana';\nGRANT ALL ON demo.* TO ana;")
        .start();
  }

  private static void sign(String request, String authority, String days, String name)
      throws Exception {
    openssl(
        "x509 -req -in %s.csr -CA %s.crt -CAkey %s.key -CAcreateserial -days %s -out %s.crt -extfile ext"
            .formatted(request, authority, authority, days, name));
  }

  private static void openssl(String arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("openssl"));
    command.addAll(List.of(arguments.split(" ")));
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor()).as("%s: %s", arguments, said).isZero();
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @BeforeEach
  void openNotebook() {
    notebook = new SqlNotebook().answering(PASSPHRASE);
  }

  @AfterEach
  void close() {
    notebook.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"rsa", "ec"})
  void theKeyIsFoundInWhateverOrderAServerNamesKinds(String pair) {
    ClientCertificate certificate =
        ClientCertificate.read(
            folder.resolve(pair + ".crt").toString(),
            folder.resolve(pair + ".key").toString(),
            notebook,
            new Redactor());

    String[] kinds = {"RSASSA-PSS", "RSA", "EC"};
    assertThat(certificate.chooseClientAlias(kinds, null, null)).isNotNull();
    String[] others = pair.equals("ec") ? new String[] {"RSA", "EdDSA"} : new String[] {"EC"};
    assertThat(certificate.chooseClientAlias(others, null, null)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "rsa.crt, rsa.key",
    "rsa.crt, rsa-old.key",
    "rsa.crt, rsa-locked.key",
    "rsa.crt, rsa-old-locked.key",
    "ec.crt, ec.key",
    "ec.crt, ec-locked.key",
    "both.pem,"
  })
  void anAccountThatRequiresOneIsLetInByItsCertificate(String certificate, String key)
      throws Exception {
    notebook.line(connect("ana", certificate, key));

    assertThat(notebook.value("SELECT CURRENT_USER()")).isEqualTo("ana@%");
    assertThat(notebook.value("SELECT 1")).isEqualTo(1);
    DataFrame list = (DataFrame) notebook.line("list");
    assertThat((String) list.getColumn("TLS").get(0))
        .matches("TLSv1\\.[23], certificate and host name verified, client certificate shown");
    assertThat(notebook.prompts())
        .isEqualTo(
            key != null && key.contains("locked")
                ? List.of("Passphrase of " + folder.resolve(key) + ": ")
                : List.of());
  }

  @Test
  void theSystemsServerLetsItInToo() throws Exception {
    Needs.program("mariadbd", "apt install mariadb-server");
    try (EmbeddedMariaDb installed = server(EmbeddedMariaDb.builder().installed())) {
      notebook.line(
          connect("ana", "ec.crt", "ec-locked.key")
              .replace("--port " + server.port(), "--port " + installed.port())
              .replace(server.certificate().toString(), installed.certificate().toString()));
      assertThat(notebook.value("SELECT CURRENT_USER()")).isEqualTo("ana@%");
      notebook.line("close x");
    }
  }

  @Test
  void anAccountWithoutAPasswordIsLetInWithoutOne() throws Exception {
    notebook.line(connect("bare"));
    assertThat(notebook.value("SELECT CURRENT_USER()")).isEqualTo("bare@%");
  }

  @Test
  void furtherConnectionsAndCancelsShowItToo() throws Exception {
    Database database = (Database) notebook.line(connect("ana", "ec.crt", "ec.key"));
    try (Connection another = database.connection()) {
      assertThat(another.isValid(5)).isTrue();
    }
    Object id = notebook.value("SELECT CONNECTION_ID()");
    CompletableFuture<Void> query =
        CompletableFuture.runAsync(
            () ->
                assertThatThrownBy(() -> notebook.line("SELECT SLEEP(60)"))
                    .hasMessageContaining("the statement was cancelled on the server"));
    ServerWatch.awaitRunning(server, id, "SELECT SLEEP(60)");
    notebook.interrupt();
    query.join();
    assertThat(notebook.value("SELECT 2")).isEqualTo(2);
  }

  @Test
  void aProfileNamesCertificateAndKey() throws Exception {
    Path profiles = folder.resolve("connections.toml");
    Files.writeString(
        profiles,
        """
        [database.shop]
        host = "localhost"
        port = %d
        user = "ana"
        ca = "%s"
        cert = "%s"
        key = "%s"
        """
            .formatted(
                server.port(),
                server.certificate(),
                folder.resolve("rsa.crt"),
                folder.resolve("rsa.key")));
    Files.setPosixFilePermissions(profiles, PosixFilePermissions.fromString("rw-------"));
    try (SqlNotebook other = new SqlNotebook(profiles)) {
      other.line("connect shop");
      assertThat(other.value("SELECT CURRENT_USER()")).isEqualTo("ana@%");
      assertThat(other.texts()).noneMatch(text -> text.contains("open to others"));
    }
  }

  @Test
  void theOptionFileOfMariaDbsClientNamesThem() throws Exception {
    Path file = folder.resolve("my.cnf");
    Files.writeString(
        file,
        """
        [client]
        host = localhost
        port = %d
        user = ana
        ssl-ca = %s
        ssl-cert = %s
        ssl-key = %s
        """
            .formatted(
                server.port(),
                server.certificate(),
                folder.resolve("rsa.crt"),
                folder.resolve("rsa-locked.key")));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    notebook.line("connect shop --my-cnf=" + file);
    assertThat(notebook.value("SELECT CURRENT_USER()")).isEqualTo("ana@%");

    notebook.line("connect clear --my-cnf=" + file + " --user bare --tls off");
    assertThat(notebook.value("SELECT CURRENT_USER()")).isEqualTo("bare@%");
    assertThat(notebook.prompts()).hasSize(1);
  }

  @Test
  void aPasswordMayBeAskedForBesides() throws Exception {
    notebook
        .answering(ACCOUNT_PASSWORD)
        .line(connect("pair", "rsa.crt", "rsa.key") + " --password");
    assertThat(notebook.value("SELECT CURRENT_USER()")).isEqualTo("pair@%");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " --tls off"})
  void whereNoneIsGivenTheRefusalSaysThatOneMayBeRequired(String tls) {
    String ca = tls.isEmpty() ? " --ca " + server.certificate() : "";
    assertThatThrownBy(() -> notebook.line(connect("ana") + ca + tls))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "cannot connect to ana@localhost:"
                + server.port()
                + ": Access denied for user 'ana'@'127.0.0.1' (using password: NO) (1045). Check"
                + " the user and the password; the server also decides by the host you come from,"
                + " and says the same where the account requires a client certificate (--cert FILE"
                + " --key FILE) or TLS.");
  }

  @Test
  void aCertificateThatTheServerDoesNotTrustIsRefusedByIt() {
    assertThatThrownBy(() -> notebook.line(connect("ana", "strange.crt", "rsa.key")))
        .isInstanceOf(UserError.class)
        .hasMessageMatching(
            "cannot connect to ana@localhost:\\d+: the server ended the connection \\(.+\\), as it does"
                + " when it does not accept the certificate of --cert\\. It takes those of the"
                + " authorities in its ssl-ca\\.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ec.crt      | rsa.key        | the key in DIR/rsa.key is not that of the certificate in DIR/ec.crt.
          ca.crt      | rsa.key        | the key in DIR/rsa.key is not that of the certificate in DIR/ca.crt.
          expired.crt | rsa.key        | the certificate in DIR/expired.crt expired on [-0-9]+. Ask for a new one.
          rsa.p12     | rsa.key        | the file of --cert, DIR/rsa.p12, holds no certificate as PEM. Of PKCS#12: openssl pkcs12 -in DIR/rsa.p12 -out FILE.pem
          rsa.key     | rsa.key        | the file of --cert, DIR/rsa.key, holds no certificate as PEM. Of PKCS#12: openssl pkcs12 -in DIR/rsa.key -out FILE.pem
          none.crt    | rsa.key        | the file of --cert, DIR/none.crt, cannot be read.
          rsa.crt     | none.key       | the file of --key, DIR/none.key, cannot be read.
          rsa.crt     | rsa.crt        | the file of --key, DIR/rsa.crt, holds no private key as PEM.
          rsa.crt     |                | the file of --cert, DIR/rsa.crt, holds no private key besides: name its file with --key FILE.
          rsa.crt     | damaged.key    | the file of --key, DIR/damaged.key, is damaged.
          """)
  void whatCannotBeShownIsRefusedBeforeConnecting(String certificate, String key, String message) {
    assertThatThrownBy(() -> notebook.line(connect("ana", certificate, key)))
        .isInstanceOf(UserError.class)
        .satisfies(
            e -> assertThat(e.getMessage().replace(folder.toString(), "DIR")).matches(message));
  }

  @ParameterizedTest
  @ValueSource(strings = {"rsa-locked.key", "rsa-old-locked.key"})
  void aWrongPassphraseIsSaid(String key) {
    notebook.answering("not-the-word");
    assertThatThrownBy(() -> notebook.line(connect("ana", "rsa.crt", key)))
        .hasMessage(
            "the file of --key, "
                + folder.resolve(key)
                + ", is encrypted, and that was not its passphrase.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --key k                | --key belongs to --cert FILE.
          --cert c --tls off     | --cert is shown in TLS, which --tls off leaves out.
          """)
  void optionsThatContradictAreRefused(String options, String message) {
    assertThatThrownBy(() -> notebook.line(connect("ana") + " " + options)).hasMessage(message);
  }

  @Test
  void aKeyThatOthersCanReadGivesAWarning() throws Exception {
    Path open = folder.resolve("open.key");
    Files.copy(folder.resolve("rsa.key"), open);
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));
    notebook.line(connect("ana", "rsa.crt", "open.key"));
    assertThat(notebook.texts())
        .contains("key file " + open + " is open to others (rw-r--r--): chmod 600 " + open);
  }

  @Test
  void thePassphraseIsNowhereToBeSeen() throws Exception {
    StringWriter everything = new StringWriter();
    PrintWriter out = new PrintWriter(everything);
    Database database = (Database) notebook.line(connect("ana", "rsa.crt", "rsa-locked.key"));
    try (Connection connection = database.connection()) {
      out.println(connection.getMetaData().getURL());
      out.println(connection.unwrap(org.mariadb.jdbc.Connection.class).getContext().getConf());
    }
    out.println(database + " " + notebook.line("list"));
    for (String call :
        List.of(
            connect("nobody", "rsa.crt", "rsa-locked.key"),
            connect("ana", "strange.crt", "rsa-locked.key"),
            connect("ana", "ec.crt", "rsa-locked.key"),
            "SELECT \"" + PASSPHRASE + "\" FROM nowhere")) {
      assertThatThrownBy(() -> notebook.line(call)).satisfies(e -> e.printStackTrace(out));
    }
    out.println(notebook.texts());
    assertThat(everything.toString()).contains("ana@localhost").doesNotContain(PASSPHRASE);
  }

  private static String connect(String user) {
    return "connect x --host localhost --port " + server.port() + " --user " + user;
  }

  private static String connect(String user, String certificate, String key) {
    return connect(user)
        + " --ca "
        + server.certificate()
        + " --cert "
        + folder.resolve(certificate)
        + (key == null ? "" : " --key " + folder.resolve(key));
  }
}
