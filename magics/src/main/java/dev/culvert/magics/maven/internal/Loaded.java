package dev.culvert.magics.maven.internal;

import dev.culvert.api.MimeBundle;
import dev.culvert.api.Notebook;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.Supplier;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;

/**
 * The artifacts that a notebook has on its class path, also those that another magic put there.
 *
 * <p>Invariant: one version of each. A class path cannot take back a jar, and two versions in one
 * loader give errors far from their cause; so the first stays, and the user is told.
 *
 * <p>Safe for several threads.
 */
final class Loaded {

  private static final String MAVEN = "META-INF/maven/";

  /**
   * The kernel's does not count: SLF4J finds a logger beside itself only, so cells need their own.
   */
  private static final String SLF4J = "org.slf4j:slf4j-api";

  private static final String PROPERTIES = "/pom.properties";

  private final Supplier<String> classPath;

  // Guarded by this.
  private final Map<String, String> versions = new LinkedHashMap<>();
  private final Set<String> seen = new HashSet<>(); // entries of the class path

  /** Of this JVM, whose {@code java.class.path} grows with what cells add. */
  Loaded() {
    this(() -> System.getProperty("java.class.path", ""));
  }

  Loaded(Supplier<String> classPath) {
    this.classPath = classPath;
  }

  /**
   * What is new.
   *
   * @param files the jars to add
   * @param kept one line for each jar left out because another version is there
   */
  record Added(List<Path> files, List<String> kept) {}

  /** Puts what is new on the notebook's class path, and shows what was left out. */
  void addTo(Notebook notebook, List<Jar> jars) {
    Added added = add(jars);
    if (!added.files().isEmpty()) {
      notebook.addToClassPath(added.files());
    }
    if (!added.kept().isEmpty()) {
      notebook.display(MimeBundle.text(String.join("\n", added.kept())));
    }
  }

  synchronized Added add(List<Jar> jars) {
    look();
    List<Path> files = new ArrayList<>();
    List<String> kept = new ArrayList<>();
    for (Jar jar : jars) {
      String known = versions.putIfAbsent(jar.name(), jar.version());
      if (known == null) {
        if (seen.add(jar.file().toString())) { // else somebody added the file by its path
          files.add(jar.file());
        }
      } else if (!known.equals(jar.version())) {
        kept.add(
            jar.name()
                + ": "
                + known
                + " is on the class path already, so "
                + jar.version()
                + " was not added. Restart the kernel to change it.");
      }
    }
    return new Added(files, kept);
  }

  /** Takes in what has come to the class path since. */
  private void look() {
    for (String entry : classPath.get().split(File.pathSeparator)) {
      if (entry.endsWith(".jar") && seen.add(entry)) {
        look(entry);
      }
    }
  }

  /** A jar that Maven made says what it is; one that holds several others is none of them. */
  private void look(String file) {
    try (JarFile jar = new JarFile(file)) {
      List<ZipEntry> found = new ArrayList<>();
      jar.stream()
          .filter(each -> each.getName().startsWith(MAVEN) && each.getName().endsWith(PROPERTIES))
          .forEach(found::add);
      if (found.size() == 1) {
        Properties said = new Properties();
        try (InputStream in = jar.getInputStream(found.get(0))) {
          said.load(in);
        }
        String name = said.getProperty("groupId") + ":" + said.getProperty("artifactId");
        if (!name.equals(SLF4J)) {
          versions.putIfAbsent(name, said.getProperty("version", "an unknown version"));
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      return; // no jar, or one that is gone: no class comes from it
    }
  }
}
