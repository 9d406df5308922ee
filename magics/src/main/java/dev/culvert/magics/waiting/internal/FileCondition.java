package dev.culvert.magics.waiting.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** A file is there, and is written no more if that is asked for. */
final class FileCondition implements Condition {

  private final String written;
  private final Path path;
  private final boolean settled;
  private long size = -1;

  FileCondition(String written, Path path, boolean settled) {
    this.written = written;
    this.path = path;
    this.settled = settled;
  }

  @Override
  public String title() {
    return "file " + written;
  }

  @Override
  public Optional<String> look() {
    try {
      long now = Files.size(path);
      boolean same = now == size;
      size = now;
      return same || !settled ? Optional.empty() : Optional.of(String.format("%,d bytes", now));
    } catch (NoSuchFileException e) {
      size = -1;
      return Optional.of("not there");
    } catch (IOException e) {
      size = -1;
      return Optional.of("cannot be looked at, " + e.getClass().getSimpleName());
    }
  }
}
