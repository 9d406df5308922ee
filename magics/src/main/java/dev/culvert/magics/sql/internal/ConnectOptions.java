package dev.culvert.magics.sql.internal;

import dev.culvert.api.MimeBundle;
import dev.culvert.api.Notebook;
import dev.culvert.api.UserError;
import dev.culvert.magics.internal.Secrets;
import dev.culvert.magics.tunnel.Tunnel;
import dev.culvert.magics.tunnel.Tunnels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Driver;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where to connect, as whom and how safely; opens the connection. Used by one call. */
class ConnectOptions {

  /** A connection that is opened for one call has this name in messages. */
  private static final String DEFAULT_NAME = "main";

  static final String READ_ONLY_BY_DRIVER =
      "--read-only is kept by MariaDB's and MySQL's servers. Here take an account without rights, or"
          + " what the driver has for it in its URL.";

  @Option(names = "--url", paramLabel = "URL", description = "jdbc:mariadb://HOST:PORT/DATABASE")
  private String url;

  @Option(names = "--host", paramLabel = "HOST", description = "The server, instead of a URL.")
  private String host;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "Its port (" + ServerAddress.DEFAULT_PORT + ").")
  private Integer port;

  @Option(names = "--database", paramLabel = "NAME", description = "The database to start in.")
  private String database;

  @Option(names = "--user", paramLabel = "USER", description = "Who logs in.")
  private String user;

  @Option(names = "--password", description = "Ask for the password, unseen.")
  private boolean password;

  @Option(
      names = "--secrets",
      paramLabel = "FILE",
      description = "Read user and password from this JSON file.")
  private String secrets;

  @Option(
      names = "--section",
      paramLabel = "NAME",
      description = "The section of the secrets file.")
  private String section;

  @Option(
      names = "--my-cnf",
      arity = "0..1",
      fallbackValue = "~/.my.cnf",
      paramLabel = "FILE",
      description = "Read host, login and CA as MariaDB's client does, from ~/.my.cnf or FILE.")
  private String optionFile;

  @Option(
      names = "--tunnel",
      paramLabel = "NAME",
      description = "Go through this open tunnel; the host is as its server sees it.")
  private String tunnel;

  @Option(
      names = "--tls",
      paramLabel = "MODE",
      description = "verify-full (the default beyond this machine), verify-ca or off.")
  private String tls;

  @Option(names = "--insecure", description = "TLS with whoever answers, verifying nothing.")
  private boolean insecure;

  @Option(
      names = "--ca",
      paramLabel = "FILE",
      description = "The certificates to trust, as PEM; those of the JDK unless given.")
  private String ca;

  @Option(
      names = "--cert",
      paramLabel = "FILE",
      description = "Show the server this certificate, as PEM.")
  private String certificate;

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description = "Its key, as PEM; asks for its passphrase. Without it, in the file of --cert.")
  private String key;

  @Option(
      names = "--option",
      paramLabel = "KEY=VALUE",
      description = "An option of the driver, such as sessionVariables.")
  private Map<String, String> options = new LinkedHashMap<>();

  @Option(names = "--read-only", description = "Have the server refuse every change.")
  private boolean readOnly;

  @Option(
      names = "--prod",
      description = "Ask before DROP, TRUNCATE, and UPDATE and DELETE without WHERE.")
  private boolean production;

  /** The password of the option file; null without one. */
  private char[] stored;

  final void section(String name) {
    section = name;
  }

  /** Whether the options say where to. */
  boolean sayWhere() {
    return url != null || host != null || optionFile != null;
  }

  /** Takes a URL that stands without an option. */
  void url(String word) {
    if (url != null) {
      throw UserError.usage("one URL is enough.");
    }
    url = word;
  }

  /**
   * Connects.
   *
   * @param name what the connection is called; empty takes that of the database or host
   * @throws UserError when something is missing or contradicts, or the server refuses
   */
  OpenDatabase open(Notebook notebook, Redactor redactor, Optional<String> name) {
    if (url != null && JdbcUrl.isOne(url)) {
      return openByDriver(JdbcUrl.of(url, options), notebook, redactor, name);
    }
    readOptionFile(notebook);
    ServerAddress address = address(notebook);
    String called = name.map(ConnectOptions::checked).orElseGet(() -> nameOf(address));
    Optional<String> way = way();
    Optional<String> trusted = caFile();
    TlsMode mode = tls(address);
    Optional<ClientCertificate> shown = certificate(mode, notebook, redactor);
    try (Secrets.Login login = login(address, address.user(), notebook)) {
      Caution caution = new Caution(readOnly, production);
      ConnectionPlan plan =
          new ConnectionPlan(
              called,
              address,
              login.userid(),
              mode,
              trusted,
              shown,
              way,
              caution,
              Optional.empty());
      return OpenDatabase.open(plan, login.password(), redactor);
    }
  }

  /** Connects by another driver than MariaDB's, which cells have on their class path. */
  private OpenDatabase openByDriver(
      JdbcUrl address, Notebook notebook, Redactor redactor, Optional<String> name) {
    if (host != null || port != null || database != null || optionFile != null) {
      throw UserError.usage("host, port and database of this driver stand in the URL.");
    } else if (tunnel != null) {
      throw UserError.usage(
          "--tunnel takes MariaDB's driver through a tunnel. For this one let the tunnel listen:"
              + " %tunnel open ... -L PORT:HOST:PORT, and connect to localhost.");
    } else if (tls != null || ca != null || certificate != null || key != null || insecure) {
      throw UserError.usage("TLS of this driver is set by options of its URL.");
    } else if (readOnly) {
      throw UserError.usage(READ_ONLY_BY_DRIVER);
    }
    Driver driver = Drivers.find(address, notebook.classLoader());
    String called = name.map(ConnectOptions::checked).orElseGet(() -> usable(address.lastName()));
    try (Secrets.Login login = loginIfAny(address, notebook)) {
      ConnectionPlan plan =
          new ConnectionPlan(
              called,
              address,
              login.userid(),
              TlsMode.OFF,
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              new Caution(false, production),
              Optional.empty());
      String secret = new String(login.password());
      redactor.hide(secret);
      ConnectionSource source = ConnectionSource.by(driver, address, login.userid(), secret);
      return OpenDatabase.open(plan, source, redactor);
    }
  }

  /** Many databases in files and memory have no users. */
  private Secrets.Login loginIfAny(JdbcUrl address, Notebook notebook) {
    boolean without = user == null && secrets == null && section == null;
    if (without && password) {
      throw UserError.usage("--password belongs to --user USER.");
    }
    return without
        ? new Secrets.Login("", new char[0])
        : login(address, Optional.empty(), notebook);
  }

  /**
   * Connects by a variable of the notebook, which knows all that the other options would say.
   *
   * @param name what the connection is called; empty takes that of the variable
   * @throws UserError when such an option is given, or the variable does not serve
   */
  OpenDatabase openBy(
      String variable, Notebook notebook, Redactor redactor, Optional<String> name) {
    boolean more =
        sayWhere() || port != null || database != null || user != null || password || insecure;
    if (more
        || secrets != null
        || section != null
        || tunnel != null
        || tls != null
        || ca != null
        || certificate != null
        || key != null
        || !options.isEmpty()) {
      throw UserError.usage(
          "--from VARIABLE knows host, login and TLS; besides it there are --read-only and --prod.");
    }
    Caution caution = new Caution(readOnly, production);
    return new VariableSource(variable, redactor)
        .open(notebook, name.map(ConnectOptions::checked), caution);
  }

  /** What was not said here is taken from the file. */
  private void readOptionFile(Notebook notebook) {
    if (optionFile == null) {
      return;
    }
    OptionFile file =
        OptionFile.read(optionFile, warning -> notebook.display(MimeBundle.text(warning)));
    if (url == null && host == null) {
      host = file.value("host").orElse("localhost");
      port = port != null ? port : file.value("port").map(ConnectOptions::port).orElse(null);
      database = database != null ? database : file.value("database").orElse(null);
    }
    user = user != null ? user : file.value("user").orElse(null);
    ca = ca != null || insecure || tls != null ? ca : file.value("ssl-ca").orElse(null);
    if (certificate == null && (tls == null || TlsMode.of(tls) != TlsMode.OFF)) {
      certificate = file.value("ssl-cert").orElse(null);
      key = key != null ? key : file.value("ssl-key").orElse(null);
    }
    stored = file.value("password").map(String::toCharArray).orElse(null);
  }

  private static Integer port(String written) {
    if (written.matches("\\d{1,5}")) {
      return Integer.valueOf(written);
    }
    throw UserError.usage("--my-cnf: the port in the file is no number.");
  }

  private ServerAddress address(Notebook notebook) {
    if (url != null && (host != null || port != null)) {
      throw UserError.usage("host and port stand in the URL already.");
    } else if (url != null) {
      return addressFromUrl(notebook);
    } else if (host == null) {
      throw UserError.usage("where to? Say jdbc:mariadb://HOST:3306/DATABASE or --host HOST.");
    }
    int at = port == null ? ServerAddress.DEFAULT_PORT : port;
    return ServerAddress.of(host, at, database == null ? "" : database, options);
  }

  private ServerAddress addressFromUrl(Notebook notebook) {
    ServerAddress parsed = ServerAddress.parse(url, options);
    if (parsed.isMySqlUrl()) {
      notebook.display(
          MimeBundle.text("a jdbc:mysql URL: connecting with MariaDB's driver, as jdbc:mariadb"));
    }
    if (database == null) {
      return parsed;
    } else if (!parsed.database().isEmpty() && !parsed.database().equals(database)) {
      throw UserError.usage("the URL names another database than --database.");
    }
    return parsed.withDatabase(database);
  }

  private static String nameOf(ServerAddress address) {
    String name = address.database().isEmpty() ? address.host() : address.database();
    return usable(name);
  }

  private static String usable(String name) {
    return isUsable(name) ? name : DEFAULT_NAME;
  }

  private static String checked(String name) {
    if (isUsable(name)) {
      return name;
    }
    throw UserError.usage(
        "a connection's name is made of letters, digits, _ . and -, and is no word that begins a"
            + " statement.");
  }

  private static boolean isUsable(String name) {
    return SqlWords.isName(name) && !SqlWords.isVerb(name);
  }

  private Secrets.Login login(Endpoint address, Optional<String> named, Notebook notebook) {
    if ((secrets == null) != (section == null)) {
      throw UserError.usage("--secrets FILE and --section NAME belong together.");
    } else if (secrets != null) {
      if (password) {
        throw UserError.usage("the password comes from --secrets or is asked for, not both.");
      }
      Secrets.Login read =
          Secrets.read(secrets, section, warning -> notebook.display(MimeBundle.text(warning)));
      return user == null ? read : new Secrets.Login(user, read.password());
    }
    String who = user != null ? user : named.orElse(null);
    if (who == null) {
      throw UserError.usage(
          "who logs in? Say --user USER --password, or --secrets FILE --section NAME.");
    }
    String prompt = "Password of " + who + " on " + address.shown() + ": ";
    char[] word = password ? notebook.password(prompt) : stored != null ? stored : new char[0];
    return new Secrets.Login(who, word);
  }

  private TlsMode tls(ServerAddress address) {
    if (insecure && (tls != null || ca != null)) {
      throw UserError.usage("--insecure stands for itself, without --tls and --ca.");
    } else if (insecure) {
      return TlsMode.INSECURE;
    } else if (tls != null) {
      return TlsMode.of(tls);
    }
    return address.isLoopback() && ca == null && certificate == null
        ? TlsMode.OFF
        : TlsMode.VERIFY_FULL;
  }

  private Optional<ClientCertificate> certificate(
      TlsMode mode, Notebook notebook, Redactor redactor) {
    if (certificate == null && key != null) {
      throw UserError.usage("--key belongs to --cert FILE.");
    } else if (certificate == null) {
      return Optional.empty();
    } else if (mode == TlsMode.OFF) {
      throw UserError.usage("--cert is shown in TLS, which --tls off leaves out.");
    }
    return Optional.of(ClientCertificate.read(certificate, key, notebook, redactor));
  }

  private Optional<String> caFile() {
    if (ca == null) {
      return Optional.empty();
    }
    String home = System.getProperty("user.home");
    Path file = Path.of(ca.startsWith("~/") ? home + ca.substring(1) : ca);
    if (!Files.isReadable(file)) {
      throw UserError.usage("the file of --ca, " + ca + ", cannot be read.");
    }
    refuseExpired(file);
    return Optional.of(file.toAbsolutePath().toString());
  }

  /** Java trusts a certificate that is in the file itself also when its time is over. */
  private void refuseExpired(Path file) {
    Optional<Instant> end = CaFile.end(file);
    if (end.isPresent() && end.get().isBefore(Instant.now())) {
      throw UserError.usage(
          "the certificates in the file of --ca, "
              + ca
              + ", expired on "
              + LocalDate.ofInstant(end.get(), ZoneId.systemDefault())
              + ". Ask for new ones.");
    }
  }

  private Optional<String> way() {
    if (tunnel == null) {
      return Optional.empty();
    }
    Tunnel open =
        Tunnels.find(tunnel)
            .orElseThrow(
                () ->
                    UserError.usage(
                        "no tunnel is named '"
                            + tunnel
                            + "'. Open: "
                            + String.join(", ", Tunnels.all().stream().map(Tunnel::name).toList())
                            + ". Open one with %tunnel open."));
    return Optional.of(open.name());
  }
}
