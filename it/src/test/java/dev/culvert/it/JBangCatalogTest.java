package dev.culvert.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.embedded.EmbeddedMariaDb;
import dev.culvert.testkit.Needs;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The aliases of the catalog, by the real jbang, from a clean clone, with an empty repository. */
class JBangCatalogTest {

  /** jbang's pom asks for a gson that reads every catalog as empty; so the right one is first. */
  private static final String POM =
      """
      <project xmlns="http://maven.apache.org/POM/4.0.0">
        <modelVersion>4.0.0</modelVersion>
        <groupId>dev.culvert</groupId><artifactId>jbang-for-tests</artifactId><version>1</version>
        <dependencies>
          <dependency><groupId>com.google.code.gson</groupId><artifactId>gson</artifactId><version>2.13.2</version></dependency>
          <dependency><groupId>dev.jbang</groupId><artifactId>jbang-cli</artifactId><version>0.132.1</version></dependency>
        </dependencies>
      </project>
      """;

  /** What jbang ends with when its output is a command that its launcher script must run. */
  private static final int RUN_MY_OUTPUT = 255;

  @TempDir static Path folder;

  private static Path clone;
  private static String classPath;

  @BeforeAll
  static void fetchJbangAndClone() throws Exception {
    Path maven = Needs.program("mvn", "install Maven 3.8 or newer");
    Path git = Needs.program("git", "apt install git");
    Path jars = Shell.root().resolve("it/target/jbang");
    if (!Files.isDirectory(jars)) {
      Files.writeString(folder.resolve("pom.xml"), POM);
      Shell copy =
          Shell.run(
              folder,
              Map.of(),
              List.of(
                  maven.toString(),
                  "-q",
                  "-B",
                  "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies",
                  "-DoutputDirectory=" + jars));
      assertThat(copy.code()).as(copy.out() + copy.err()).isZero();
    }
    try (Stream<Path> all = Files.list(jars)) {
      classPath = all.map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }
    clone = folder.resolve("clone");
    Shell cloned =
        Shell.run(
            folder,
            Map.of(),
            List.of(
                git.toString(),
                "-c",
                "safe.directory=*",
                "clone",
                "-q",
                Shell.root().toString(),
                clone.toString()));
    assertThat(cloned.code()).as(cloned.err()).isZero();
  }

  private static Shell jbang(String... args) throws Exception {
    Map<String, String> env = new HashMap<>();
    env.put("JBANG_DIR", folder.resolve("jbang").toString());
    env.put("JBANG_CACHE_DIR", folder.resolve("cache").toString());
    env.put("JBANG_REPO", folder.resolve("repository").toString());
    env.put("JBANG_NO_VERSION_CHECK", "true");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", classPath, "dev.jbang.Main"));
    command.addAll(List.of(args));
    Shell asked = Shell.run(clone, env, command);
    if (asked.code() != RUN_MY_OUTPUT) {
      return asked;
    }
    return Shell.run(clone, env, List.of("/bin/sh", "-c", asked.out()));
  }

  @Test
  void theKernelIsInstalledAndRunsANotebook() throws Exception {
    Path prefix = folder.resolve("prefix");

    Shell install = jbang("install", "--prefix", prefix.toString());
    assertThat(install.code()).as(install.out() + install.err()).isZero();
    assertThat(prefix.resolve("share/jupyter/kernels/java/kernel.json")).isRegularFile();

    Path notebook = folder.resolve("small.ipynb");
    Files.writeString(
        notebook,
        """
        {"cells": [{"cell_type": "code", "execution_count": null, "id": "a", "metadata": {},
         "outputs": [], "source": "System.out.println(\\"from jbang\\");\\n6 * 7"}],
         "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
        """);
    Shell run = jbang("notebook", notebook.toString());
    assertThat(run.code()).as(run.out() + run.err()).isZero();
    assertThat(run.out()).contains("from jbang\n42\n");
  }

  @Test
  void aStatementIsRun() throws Exception {
    try (EmbeddedMariaDb database = EmbeddedMariaDb.start()) {
      Path secrets = folder.resolve("secrets.json");
      Files.writeString(
          secrets,
          "{\"shop\": {\"userid\": \""
              + database.user()
              + "\", \"password\": \""
              + database.password()
              + "\"}}");
      secrets.toFile().setReadable(false, false);
      secrets.toFile().setReadable(true, true);

      Shell sql =
          jbang(
              "sql",
              "--host",
              database.host(),
              "--port",
              Integer.toString(database.port()),
              "--secrets",
              secrets.toString(),
              "--section",
              "shop",
              "SELECT 40 + 2 AS answer");

      assertThat(sql.code()).as(sql.out() + sql.err()).isZero();
      assertThat(sql.out()).contains("answer").contains("42");
      assertThat(sql.out() + sql.err()).doesNotContain(database.password());
    }
  }

  @Test
  void theLabShowsItsTable() throws Exception {
    Shell lab = jbang("lab", "fork", "--case", "hook", "--runs", "2");
    assertThat(lab.code()).as(lab.out() + lab.err()).isZero();
    assertThat(lab.out().replaceAll(" +", " "))
        .contains("\nhook kept kept LOST LOST kept kept")
        .contains("\nhook: ");
  }

  @Test
  void aTunnelThatCannotOpenSaysWhy() throws Exception {
    Shell tunnel = jbang("tunnel", "open", "ana@127.0.0.1:1", "--to", "127.0.0.1:3306");
    assertThat(tunnel.code()).isEqualTo(1);
    assertThat(tunnel.err()).contains("TUN-TCP: cannot connect to 127.0.0.1:1");
  }
}
