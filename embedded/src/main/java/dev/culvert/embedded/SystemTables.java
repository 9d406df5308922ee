package dev.culvert.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Data folders with fresh system tables, made once for each version and copied for each server.
 *
 * <p>Invariant: a template is only ever read; a server gets a copy.
 */
final class SystemTables {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private SystemTables() {}

  static Path template(MariaDbProgram program, Path cache)
      throws IOException, InterruptedException {
    Path template = cache.resolve("data-1-" + program.key());
    FileTrees.publish(template, data -> bootstrap(program, data));
    return template;
  }

  static List<String> commonArguments(MariaDbProgram program, Path data) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                program.server().toString(),
                "--no-defaults",
                "--basedir=" + program.share().getParent(),
                "--lc-messages-dir=" + program.share(),
                "--character-sets-dir=" + program.share().resolve("charsets"),
                "--datadir=" + data,
                "--innodb-data-file-path=ibdata1:12M:autoextend",
                "--innodb-undo-tablespaces=0",
                "--innodb-log-file-size=16M",
                "--innodb-buffer-pool-size=64M"));
    if ("root".equals(System.getProperty("user.name"))) {
      arguments.add("--user=root");
    }
    return arguments;
  }

  private static void bootstrap(MariaDbProgram program, Path data) throws IOException {
    Path printed = Files.createTempFile("culvert-mariadb-", ".log");
    try {
      List<String> command = new ArrayList<>(commonArguments(program, data));
      command.addAll(
          List.of(
              "--bootstrap",
              "--log-warnings=0",
              "--max-allowed-packet=8M",
              "--net-buffer-length=16K"));
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(printed.toFile())
              .start();
      feed(process, program);
      await(process);
      String log = Files.readString(printed);
      if (process.exitValue() != 0 || log.contains("ERROR:")) {
        throw new IOException("its system tables could not be made: " + lastLines(log));
      }
    } finally {
      Files.delete(printed);
    }
  }

  private static void feed(Process process, MariaDbProgram program) throws IOException {
    try (OutputStream sql = process.getOutputStream()) {
      write(sql, "create database if not exists mysql;\nuse mysql;\n");
      write(sql, "SET @auth_root_socket=NULL;\n");
      for (Path script : program.systemTables()) {
        Files.copy(script, sql);
      }
      // The accounts it makes have no password; each server gets its own account instead.
      write(sql, "\nDELETE FROM mysql.global_priv WHERE User <> 'mariadb.sys';\n");
    } catch (IOException e) {
      process.destroyForcibly();
      throw e;
    }
  }

  private static void write(OutputStream sql, String text) throws IOException {
    sql.write(text.getBytes(StandardCharsets.UTF_8));
  }

  private static void await(Process process) throws IOException {
    try {
      if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException("its system tables were not made within " + LIMIT.toSeconds() + " s");
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while its system tables were made", e);
    }
  }

  private static String lastLines(String log) {
    List<String> lines = log.lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 5), lines.size()));
  }
}
