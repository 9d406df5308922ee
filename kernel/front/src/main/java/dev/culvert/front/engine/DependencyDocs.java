package dev.culvert.front.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipFile;

/**
 * What is written of the classes of dependencies: in their sources, else in the pages that are
 * published in place of them. For one question; needs no lock.
 */
final class DependencyDocs {

  private static final System.Logger LOG = System.getLogger(DependencyDocs.class.getName());

  private final List<Path> jars;
  private final Set<Path> lacking = new LinkedHashSet<>();

  /**
   * @param jars where classes come from
   */
  DependencyDocs(List<Path> jars) {
    this.jars = jars;
  }

  /** Jars that have a class that was asked for, and no documentation of it beside them. */
  Set<Path> lacking() {
    return lacking;
  }

  /**
   * What is said of a class or of one of its members, as safe HTML.
   *
   * @param className fully qualified
   * @param member name of a method or field; null for the class
   * @param parameters simple names of a method's parameter types; null for a field
   */
  Optional<String> find(String className, String member, List<String> parameters) {
    Optional<String> comment = SourceDocs.find(jars, className, member, parameters);
    if (comment.isPresent()) {
      return comment.filter(text -> !text.isEmpty()).map(text -> new JavadocText(text).html());
    }
    Optional<String> page = JavadocPages.find(jars, className, member, parameters);
    if (page.isEmpty()) {
      holder(className).ifPresent(lacking::add);
    }
    return page;
  }

  /** The jar that has a class and no pages beside it; what is in the JDK is in none. */
  private Optional<Path> holder(String className) {
    String file = SourceDocs.outermost(className) + ".class";
    if (file.startsWith("java/")) {
      return Optional.empty();
    }
    for (Path jar : jars) {
      if (!Files.isRegularFile(jar) || Files.exists(JavadocPages.of(jar))) {
        continue;
      }
      try (ZipFile zip = new ZipFile(jar.toFile())) {
        if (zip.getEntry(file) != null) {
          return Optional.of(jar);
        }
      } catch (IOException e) {
        LOG.log(System.Logger.Level.DEBUG, "{0} cannot be read: {1}", jar, e.getMessage());
      }
    }
    return Optional.empty();
  }
}
