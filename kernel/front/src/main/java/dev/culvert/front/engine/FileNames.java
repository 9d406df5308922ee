package dev.culvert.front.engine;

import dev.culvert.front.engine.Completion.Match;
import dev.culvert.front.engine.Completion.Matches;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Completes paths, as seen from the notebook's folder. */
final class FileNames {

  private static final int MOST = 500;

  private FileNames() {}

  /**
   * The files whose paths begin with what was typed; folders end with a slash.
   *
   * @param here where relative paths start
   */
  static Matches complete(Path here, String typed, int cursor) {
    int slash = typed.lastIndexOf('/') + 1;
    String folder = typed.substring(0, slash);
    String prefix = typed.substring(slash);
    try (Stream<Path> files = Files.list(folder(here, folder))) {
      List<Match> matches =
          files
              .filter(file -> isOffered(file.getFileName().toString(), prefix))
              .sorted()
              .limit(MOST)
              .map(file -> file.getFileName() + (Files.isDirectory(file) ? "/" : ""))
              .map(name -> new Match(name, "path"))
              .toList();
      return new Matches(matches, cursor - prefix.length(), cursor);
    } catch (IOException | InvalidPathException e) {
      return new Matches(List.of(), cursor, cursor); // what is typed names no folder
    }
  }

  private static boolean isOffered(String name, String prefix) {
    return name.startsWith(prefix) && (prefix.startsWith(".") || !name.startsWith("."));
  }

  private static Path folder(Path here, String typed) {
    if (typed.startsWith("~/")) {
      return Path.of(System.getProperty("user.home"), typed.substring(2));
    }
    return here.resolve(typed);
  }
}
