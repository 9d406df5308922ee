package dev.culvert.magics.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/** Whether a file that says how to log in is its owner's alone. */
public final class OwnerOnly {

  private static final Set<PosixFilePermission> MODE = PosixFilePermissions.fromString("rw-------");

  private OwnerOnly() {}

  /**
   * What to tell the user, as a full sentence; empty when the file is its owner's alone, or the
   * file system has no modes, as on Windows.
   *
   * @param what the kind of file
   * @param written its name, as the user wrote it
   */
  public static Optional<String> warning(Path file, String what, String written)
      throws IOException {
    PosixFileAttributeView posix = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    if (posix == null) {
      return Optional.empty();
    }
    Set<PosixFilePermission> mode = posix.readAttributes().permissions();
    return MODE.containsAll(mode)
        ? Optional.empty()
        : Optional.of(
            "%s %s is open to others (%s): chmod 600 %s"
                .formatted(what, written, PosixFilePermissions.toString(mode), written));
  }
}
