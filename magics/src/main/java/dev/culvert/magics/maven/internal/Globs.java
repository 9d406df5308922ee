package dev.culvert.magics.maven.internal;

import dev.culvert.api.UserError;
import dev.culvert.magics.internal.HomePath;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Finds files by the patterns users write. */
final class Globs {

  private static final String EVERY_DEPTH = "**";

  private Globs() {}

  /**
   * Every path that a pattern stands for, each once: in the order of the patterns, sorted within
   * one.
   *
   * @param command for messages
   * @param usable which of the paths found count
   * @throws UserError when a pattern stands for nothing
   */
  static List<Path> find(String command, List<String> patterns, Predicate<Path> usable) {
    Set<Path> all = new LinkedHashSet<>();
    for (String pattern : patterns) {
      List<Path> found = find(command, pattern).stream().filter(usable).toList();
      if (found.isEmpty()) {
        throw new UserError(
            "ClassPathError",
            command + ": nothing usable is at '" + pattern + "', seen from " + here() + ".");
      }
      all.addAll(found);
    }
    return List.copyOf(all);
  }

  private static Path here() {
    return HomePath.of("").toAbsolutePath();
  }

  private static List<Path> find(String command, String pattern) {
    if (pattern.chars().noneMatch(c -> "*?[{".indexOf(c) >= 0)) {
      Path path = HomePath.of(pattern).toAbsolutePath().normalize();
      return Files.exists(path) ? List.of(path) : List.of();
    }
    Path root = fixedPart(pattern);
    Path whole = HomePath.of(pattern).toAbsolutePath().normalize();
    int depth =
        pattern.contains(EVERY_DEPTH)
            ? Integer.MAX_VALUE
            : whole.getNameCount() - root.getNameCount();
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + whole);
    try (Stream<Path> walk = Files.walk(root, depth, FileVisitOption.FOLLOW_LINKS)) {
      return walk.filter(matcher::matches).sorted().toList();
    } catch (IOException e) {
      throw new UserError("ClassPathError", command + ": cannot search " + root + ": " + e, e);
    }
  }

  /** The folders before the first name with a wildcard in it. */
  private static Path fixedPart(String pattern) {
    List<String> names = new ArrayList<>();
    for (String name : pattern.split("/")) {
      if (name.chars().anyMatch(c -> "*?[{".indexOf(c) >= 0)) {
        break;
      }
      names.add(name);
    }
    String fixed = String.join("/", names);
    boolean atRoot = pattern.startsWith("/") && fixed.isEmpty();
    return HomePath.of(atRoot ? "/" : fixed).toAbsolutePath().normalize();
  }
}
