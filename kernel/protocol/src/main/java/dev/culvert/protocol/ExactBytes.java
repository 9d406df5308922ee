package dev.culvert.protocol;

import java.io.IOException;
import java.io.OutputStream;

/**
 * What a writer writes, in an array of exactly that length: it writes twice, and is counted first.
 * An array that grows would be copied several times, and is most of the garbage of a flood. For
 * writers that hand on large parts as they have them, so that to count costs nothing.
 */
final class ExactBytes extends OutputStream {

  /** Writes the same each time. */
  interface Writer {
    void writeTo(OutputStream out) throws IOException;
  }

  private final byte[] bytes; // null while it is counted
  private int length;

  private ExactBytes(byte[] bytes) {
    this.bytes = bytes;
  }

  static byte[] of(Writer writer) throws IOException {
    ExactBytes counted = new ExactBytes(null);
    writer.writeTo(counted);
    ExactBytes written = new ExactBytes(new byte[counted.length]);
    writer.writeTo(written);
    return written.bytes;
  }

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] from, int offset, int count) {
    if (bytes != null) {
      System.arraycopy(from, offset, bytes, length, count);
    }
    length += count;
  }
}
