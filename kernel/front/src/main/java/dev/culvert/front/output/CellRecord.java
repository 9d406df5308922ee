package dev.culvert.front.output;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Everything a cell wrote, byte by byte as it came: in memory while it is little, then in a file.
 *
 * <p>Invariant: a byte that is in neither is counted in {@link #missing}, with the reason in {@link
 * #failure}. Belongs to one {@link CellOutput}, which guards it.
 */
final class CellRecord {

  private static final int IN_MEMORY = 256 << 10;

  private final int cell;
  private final SpillFolder folder;
  private final long fileLimit;

  private ByteArrayOutputStream memory = new ByteArrayOutputStream(); // null once it is in the file
  private Path file; // null before it is needed
  private WriteBehind open; // null while nothing is written
  private long inFile; // or on its way there
  private long written; // of these, when it was closed last
  private long missing;
  private String failure; // null while the file can be written

  /**
   * @param cell its number, for the file's name
   * @param fileLimit bytes the file may have
   */
  CellRecord(int cell, SpillFolder folder, long fileLimit) {
    this.cell = cell;
    this.folder = folder;
    this.fileLimit = fileLimit;
  }

  void add(byte[] bytes, int offset, int length) {
    if (memory != null && memory.size() + length <= IN_MEMORY) {
      memory.write(bytes, offset, length);
      return;
    }
    toFile();
    append(bytes, offset, length);
  }

  /** Moves what is in memory to the file. */
  void toFile() {
    if (memory == null) {
      return;
    }
    byte[] first = memory.toByteArray();
    memory = null;
    try {
      file = folder.newFile(cell);
    } catch (IOException e) {
      failure = reason(e);
    }
    append(first, 0, first.length);
  }

  private void append(byte[] bytes, int offset, int length) {
    int fits = failure == null ? (int) Math.min(length, fileLimit - inFile) : 0;
    missing += length - fits;
    if (fits == 0) {
      return;
    }
    inFile += fits;
    try {
      if (open == null) {
        open = new WriteBehind(SpillFolder.append(file));
      }
      open.write(bytes, offset, fits);
    } catch (IOException e) { // the disk is full, or someone removed the file
      fail(e);
      close();
    }
  }

  private void fail(IOException e) {
    failure = failure == null ? reason(e) : failure;
    long safe = written + (open == null ? 0 : open.written());
    missing += inFile - safe;
    inFile = safe;
  }

  private static String reason(IOException e) {
    String kind = e.getClass().getSimpleName();
    return kind.equals("IOException") ? e.getMessage() : kind + ": " + e.getMessage();
  }

  /** Returns when all of it that is not in memory is in the file. */
  void flush() {
    if (open == null) {
      return;
    }
    try {
      open.flush();
    } catch (IOException e) {
      fail(e);
      close();
    }
  }

  /** Lets go of the file until more comes. */
  void close() {
    if (open == null) {
      return;
    }
    try {
      open.close();
    } catch (IOException e) {
      fail(e);
    }
    written += open.written();
    open = null;
  }

  /** Removes the file: nobody was told of it. */
  void delete() throws IOException {
    close();
    if (file != null) {
      Files.deleteIfExists(file);
    }
  }

  /** Bytes held in memory. */
  int inMemory() {
    return memory == null ? 0 : memory.size();
  }

  /** The file; null while everything is in memory, or when it could not be made. */
  Path file() {
    return file;
  }

  /** Bytes that are in neither memory nor file. */
  long missing() {
    return missing;
  }

  /** Why bytes are missing; null when the file is merely as long as it may be. */
  String failure() {
    return failure;
  }

  /**
   * Writes all of it to a file of the user's, which is replaced.
   *
   * @return how many bytes
   */
  long saveTo(Path target) throws IOException {
    flush();
    if (memory == null && file == null) {
      throw new IOException(failure);
    }
    try (InputStream in =
            memory != null
                ? new ByteArrayInputStream(memory.toByteArray())
                : Files.newInputStream(file);
        OutputStream out = Files.newOutputStream(target)) {
      return in.transferTo(out);
    }
  }
}
