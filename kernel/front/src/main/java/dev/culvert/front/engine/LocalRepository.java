package dev.culvert.front.engine;

import dev.culvert.front.engine.Completion.Match;
import dev.culvert.front.engine.Completion.Matches;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Completes Maven coordinates with what the user's local repository holds: nothing is asked of the
 * network while somebody types.
 */
final class LocalRepository {

  private static final int MOST = 200;

  private LocalRepository() {}

  private static Path root() {
    String chosen = System.getProperty("maven.repo.local");
    return chosen == null
        ? Path.of(System.getProperty("user.home"), ".m2", "repository")
        : Path.of(chosen);
  }

  /** The next part of {@code group:artifact:version}; a group grows by one name at a time. */
  static Matches complete(String typed, int cursor) {
    String[] parts = typed.split(":", -1);
    List<Match> matches =
        switch (parts.length) {
          case 1 -> groups(parts[0]);
          case 2 -> below(root().resolve(parts[0].replace('.', '/')), parts[1], parts[0] + ":");
          case 3 ->
              below(
                  root().resolve(parts[0].replace('.', '/')).resolve(parts[1]),
                  parts[2],
                  parts[0] + ":" + parts[1] + ":");
          default -> List.of();
        };
    return new Matches(matches, cursor - typed.length(), cursor);
  }

  private static List<Match> groups(String typed) {
    int dot = typed.lastIndexOf('.') + 1;
    String parent = typed.substring(0, dot);
    Path folder = root().resolve(parent.replace('.', '/'));
    List<Match> matches = new ArrayList<>();
    for (Path each : folders(folder, typed.substring(dot))) {
      String group = parent + each.getFileName();
      boolean holdsArtifacts =
          folders(each, "").stream()
              .anyMatch(below -> folders(below, "").stream().anyMatch(LocalRepository::isVersion));
      matches.add(new Match(group + (holdsArtifacts ? ":" : "."), "coordinate"));
    }
    return matches;
  }

  private static boolean isVersion(Path folder) {
    String artifact = folder.getParent().getFileName().toString();
    return Files.exists(folder.resolve(artifact + "-" + folder.getFileName() + ".pom"));
  }

  private static List<Match> below(Path folder, String prefix, String before) {
    boolean versions = before.indexOf(':') < before.length() - 1;
    return folders(folder, prefix).stream()
        .filter(each -> !versions || isVersion(each))
        .map(each -> new Match(before + each.getFileName() + (versions ? "" : ":"), "coordinate"))
        .toList();
  }

  private static List<Path> folders(Path folder, String prefix) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(Files::isDirectory)
          .filter(each -> each.getFileName().toString().startsWith(prefix))
          .sorted()
          .limit(MOST)
          .toList();
    } catch (IOException e) {
      return List.of(); // removed meanwhile, or not ours to read: nothing to offer
    }
  }
}
