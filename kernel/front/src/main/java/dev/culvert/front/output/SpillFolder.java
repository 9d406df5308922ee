package dev.culvert.front.output;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The folder that takes the output of cells that is too much to show; many kernels share it.
 *
 * <p>Only this user can read folder (0700) and files (0600). Names are random, and a file is
 * created, never opened, so nobody can prepare one. Cleaning removes files of this form alone that
 * nobody wrote to for a while; what another kernel removes at the same moment is gone, which is all
 * that was wanted, and a failure to clean never keeps a new file from being made.
 */
final class SpillFolder {

  private static final String PREFIX = "culvert-cell-";
  private static final String SUFFIX = ".txt";

  private final Path folder;
  private final Duration kept;

  SpillFolder(Path folder, Duration kept) {
    this.folder = folder.toAbsolutePath().normalize();
    this.kept = kept;
  }

  /** Makes an empty file, of a name that no other has. */
  Path newFile(int cell) throws IOException {
    createFolder();
    clean(Instant.now());
    String random = UUID.randomUUID().toString().substring(0, 13);
    Path file = folder.resolve(PREFIX + cell + "-" + random + SUFFIX);
    return isPosix()
        ? Files.createFile(
            file,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
        : Files.createFile(file);
  }

  /** Opens a file of {@link #newFile} for adding to it; one that was removed is not made again. */
  static OutputStream append(Path file) throws IOException {
    return Channels.newOutputStream(
        Files.newByteChannel(
            file,
            Set.of(
                StandardOpenOption.WRITE, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS)));
  }

  private void createFolder() throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    if (!isPosix()) {
      Files.createDirectories(folder);
      return;
    }
    Files.createDirectories(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }

  private boolean isPosix() {
    return folder.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  private void clean(Instant now) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, PREFIX + "*" + SUFFIX)) {
      for (Path file : files) {
        cleanOne(file, now);
      }
    } catch (IOException | RuntimeException e) { // the stream throws unchecked, too
      System.getLogger(SpillFolder.class.getName())
          .log(System.Logger.Level.WARNING, "old output cannot be removed from " + folder, e);
    }
  }

  private void cleanOne(Path file, Instant now) {
    try {
      Instant written = Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toInstant();
      if (written.plus(kept).isBefore(now)) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) { // another kernel was quicker, or it is not ours to remove
      System.getLogger(SpillFolder.class.getName())
          .log(System.Logger.Level.DEBUG, "old output stays: " + file, e);
    }
  }

  /**
   * How a page of the notebook reaches a file: relative to the kernel's working folder, which is
   * the notebook's.
   *
   * @return empty when the file lies elsewhere, where front ends reach nothing
   */
  static Optional<String> link(Path file) {
    Path here = Path.of("").toAbsolutePath().normalize();
    if (!file.startsWith(here)) {
      return Optional.empty();
    }
    StringBuilder link = new StringBuilder();
    for (Path name : here.relativize(file)) {
      link.append(link.length() == 0 ? "" : "/").append(encoded(name.toString()));
    }
    return Optional.of(link.toString());
  }

  private static String encoded(String name) {
    return java.net.URLEncoder.encode(name, java.nio.charset.StandardCharsets.UTF_8)
        .replace("+", "%20");
  }
}
