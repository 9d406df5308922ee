package dev.culvert.front.output;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/**
 * Bytes to text across reads that cut characters: the bytes of an unfinished character wait for the
 * rest. Invalid bytes become U+FFFD. Belongs to one thread.
 */
public final class Utf8Joiner {

  private static final byte[] NONE = new byte[0];

  private byte[] rest = NONE; // at most three bytes

  /** The text that these bytes complete. */
  public String add(byte[] bytes, int offset, int length) {
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
    return new String(bytes, offset, length - unfinished, UTF_8);
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

  /** What is left when no more bytes come: U+FFFD for an unfinished character. */
  public String end() {
    String last = new String(rest, UTF_8);
    rest = NONE;
    return last;
  }
}
