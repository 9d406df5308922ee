package dev.culvert.front.output;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Whole characters out of reads that cut them: the bytes of an unfinished character wait for the
 * rest. Belongs to one thread.
 */
public final class Utf8Joiner {

  private static final byte[] NONE = new byte[0];

  private byte[] rest = NONE; // at most three bytes

  /** The characters that these bytes complete, as a view where none was cut. */
  public ByteBuffer add(byte[] bytes, int offset, int length) {
    if (rest.length > 0) {
      byte[] joined = Arrays.copyOf(rest, rest.length + length);
      System.arraycopy(bytes, offset, joined, rest.length, length);
      rest = NONE;
      return add(joined, 0, joined.length);
    }
    int unfinished = unfinished(bytes, offset, length);
    if (unfinished > 0) {
      int end = offset + length;
      rest = Arrays.copyOfRange(bytes, end - unfinished, end);
    }
    return ByteBuffer.wrap(bytes, offset, length - unfinished);
  }

  /** How many bytes at the end begin a character that more bytes could finish. */
  private static int unfinished(byte[] bytes, int offset, int length) {
    for (int count = 1; count <= Math.min(3, length); count++) {
      int b = bytes[offset + length - count] & 0xFF;
      if (b < 0x80) {
        return 0;
      } else if (b >= 0xC0) {
        int needed = b >= 0xF0 ? 4 : b >= 0xE0 ? 3 : 2;
        return count < needed ? count : 0;
      }
    }
    return 0;
  }

  /** What is left when no more bytes come: those of an unfinished character. */
  public ByteBuffer end() {
    ByteBuffer last = ByteBuffer.wrap(rest);
    rest = NONE;
    return last;
  }
}
