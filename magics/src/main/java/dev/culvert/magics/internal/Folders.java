package dev.culvert.magics.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Temporary folders. */
public final class Folders {

  private Folders() {}

  /** Deletes a folder with all that is in it; what cannot be deleted stays where it is. */
  public static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      System.getLogger(Folders.class.getName())
          .log(System.Logger.Level.DEBUG, "leaving {0} behind: {1}", folder, e);
    }
  }
}
