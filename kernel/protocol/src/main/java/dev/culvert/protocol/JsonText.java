package dev.culvert.protocol;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/**
 * A text of a message's content, kept as it will stand in the message: UTF-8 with JSON's escapes.
 * What a pipe brings is nearly that already, so it is copied in runs, where a string would have it
 * decoded, encoded, and copied at every step.
 *
 * <p>Invariant: between quotes it is valid JSON. Bytes that are no UTF-8 become U+FFFD, so no
 * character may be cut between two calls. Belongs to one thread at a time.
 */
public final class JsonText {

  private static final byte[] HEX = "0123456789abcdef".getBytes(US_ASCII);
  private static final int LONGEST_ESCAPE = 6;

  // By byte: whether it stands for itself. As tables, since a flood asks for each byte.
  private static final boolean[] PLAIN_IN_UTF8 = plain(256);
  private static final boolean[] PLAIN_IN_ASCII = plain(128);

  private byte[] bytes;
  private int length;

  /**
   * @param capacity bytes that it holds before it has to grow
   */
  public JsonText(int capacity) {
    bytes = new byte[capacity];
  }

  private static boolean[] plain(int end) {
    boolean[] plain = new boolean[256];
    Arrays.fill(plain, ' ', end, true);
    plain['"'] = false;
    plain['\\'] = false;
    return plain;
  }

  /** Takes back what was added, and keeps the room for it. */
  public void clear() {
    length = 0;
  }

  /** The bytes it holds before it has to grow. */
  public int capacity() {
    return bytes.length;
  }

  /** The bytes it has in a message, without the quotes. */
  public int length() {
    return length;
  }

  /** Adds whole characters. */
  public void append(byte[] utf8, int offset, int count) {
    append(utf8, offset, offset + count, false);
  }

  /** In runs, up to what needs an escape, or a look at whether it is UTF-8 at all. */
  private void append(byte[] utf8, int from, int end, boolean valid) {
    boolean[] plain = valid ? PLAIN_IN_UTF8 : PLAIN_IN_ASCII;
    int run = from;
    for (int at = from; at < end; at++) {
      byte b = utf8[at];
      if (plain[b & 0xFF]) {
        continue;
      }
      copy(utf8, run, at);
      if (b < 0) {
        byte[] repaired = new String(utf8, at, end - at, UTF_8).getBytes(UTF_8);
        append(repaired, 0, repaired.length, true);
        return;
      }
      escape(b);
      run = at + 1;
    }
    copy(utf8, run, end);
  }

  private void copy(byte[] from, int begin, int end) {
    ensureRoom(end - begin);
    System.arraycopy(from, begin, bytes, length, end - begin);
    length += end - begin;
  }

  private void escape(byte b) {
    ensureRoom(LONGEST_ESCAPE);
    bytes[length++] = '\\';
    switch (b) {
      case '"', '\\' -> bytes[length++] = b;
      case '\n' -> bytes[length++] = 'n';
      case '\r' -> bytes[length++] = 'r';
      case '\t' -> bytes[length++] = 't';
      default -> {
        bytes[length++] = 'u';
        bytes[length++] = '0';
        bytes[length++] = '0';
        bytes[length++] = HEX[b >> 4];
        bytes[length++] = HEX[b & 0xf];
      }
    }
  }

  private void ensureRoom(int count) {
    if (bytes.length - length < count) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + count));
    }
  }

  /** Its bytes, of which {@link #length()} count. */
  byte[] bytes() {
    return bytes;
  }
}
