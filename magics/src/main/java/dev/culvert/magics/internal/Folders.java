package dev.culvert.magics.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Comparator;
import java.util.stream.Stream;

/** Folders that go: temporary ones, and those of a cache that nobody uses any more. */
public final class Folders {

  private static final System.Logger LOG = System.getLogger(Folders.class.getName());

  private Folders() {}

  /** Notes that a folder of a cache is used now; where that cannot be noted it goes earlier. */
  public static void use(Path folder) {
    try {
      Files.setLastModifiedTime(folder, FileTime.from(Instant.now()));
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "{0} looks unused: {1}", folder, e);
    }
  }

  /**
   * Deletes the folders of a cache that were last used before a moment. Several processes may do
   * that at the same time.
   */
  public static void deleteUnused(Path cache, Instant before) throws IOException {
    try (Stream<Path> all = Files.list(cache)) {
      for (Path folder : all.filter(Files::isDirectory).toList()) {
        if (Files.getLastModifiedTime(folder).toInstant().isBefore(before)) {
          delete(folder);
        }
      }
    } catch (NoSuchFileException e) {
      LOG.log(System.Logger.Level.DEBUG, "another process deleted {0}", e.getFile());
    }
  }

  /** Deletes a folder with all that is in it; what cannot be deleted stays where it is. */
  public static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "leaving {0} behind: {1}", folder, e);
    }
  }
}
