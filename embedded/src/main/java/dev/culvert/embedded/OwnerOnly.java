package dev.culvert.embedded;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Makes files that nobody but their owner may read, from their first byte on. */
final class OwnerOnly {

  private OwnerOnly() {}

  static Path write(Path file, String text) throws IOException {
    Files.createFile(file, attributes());
    return Files.writeString(file, text);
  }

  private static FileAttribute<?>[] attributes() {
    boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}
