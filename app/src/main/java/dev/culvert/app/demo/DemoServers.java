package dev.culvert.app.demo;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.culvert.embedded.EmbeddedMariaDb;
import dev.culvert.embedded.EmbeddedSshServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;

/**
 * A bastion and a database on this machine, and the files that say how to get in: a known_hosts
 * file and a secrets file, both in a folder that only this user can read.
 *
 * <p>Passwords are random and die with the servers. Closing ends both and removes the folder.
 */
final class DemoServers implements AutoCloseable {

  private static final String SSH_USER = "ana";
  private static final String DATABASE_USER = "reader";
  private static final int PASSWORD_BYTES = 16;

  private final EmbeddedMariaDb database;
  private final EmbeddedSshServer bastion;
  private final Path folder;

  private DemoServers(EmbeddedMariaDb database, EmbeddedSshServer bastion, Path folder) {
    this.database = database;
    this.bastion = bastion;
    this.folder = folder;
  }

  /** Starts both servers, the database with what the script makes. */
  static DemoServers start(String script) throws IOException {
    String sshPassword = randomPassword();
    String databasePassword = randomPassword();
    EmbeddedMariaDb database =
        EmbeddedMariaDb.builder()
            .database("bookstore")
            .user(DATABASE_USER, databasePassword)
            .script(script)
            .start();
    try {
      EmbeddedSshServer bastion = EmbeddedSshServer.start(SSH_USER, sshPassword.toCharArray());
      DemoServers servers =
          new DemoServers(database, bastion, Files.createTempDirectory("culvert-demo-"));
      servers.writeFiles(sshPassword, databasePassword);
      return servers;
    } catch (IOException | RuntimeException e) {
      database.close();
      throw e;
    }
  }

  private static String randomPassword() {
    byte[] bytes = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private void writeFiles(String sshPassword, String databasePassword) throws IOException {
    Files.writeString(knownHosts(), bastion.knownHostsLine() + "\n");
    Files.createFile(
        secrets(),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(
        secrets(),
        JSON.std.asString(
            Map.of(
                "bastion", Map.of("userid", SSH_USER, "password", sshPassword),
                "shop", Map.of("userid", DATABASE_USER, "password", databasePassword))));
  }

  private Path knownHosts() {
    return folder.resolve("known_hosts");
  }

  private Path secrets() {
    return folder.resolve("secrets.json");
  }

  /** What the notebook's parameters are set to. */
  Map<String, String> parameters() {
    return Map.of(
        "bastion", SSH_USER + "@127.0.0.1:" + bastion.port(),
        "knownHosts", knownHosts().toString(),
        "dbHost", database.host(),
        "dbPort", Integer.toString(database.port()),
        "secrets", secrets().toString());
  }

  String describe() {
    return "an SSH server on 127.0.0.1:"
        + bastion.port()
        + " and a MariaDB on 127.0.0.1:"
        + database.port();
  }

  @Override
  public void close() throws IOException {
    try {
      bastion.close();
    } finally {
      database.close();
      Files.deleteIfExists(knownHosts());
      Files.deleteIfExists(secrets());
      Files.deleteIfExists(folder);
    }
  }
}
