package dev.culvert.protocol;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A text of a message's content, kept as it will stand in the message: UTF-8 with JSON's escapes.
 * What a pipe brings is nearly that already, so it is copied in runs, where a string would have it
 * decoded, encoded, and copied at every step.
 *
 * <p>Invariant: between quotes it is valid JSON. Bytes that are no UTF-8 become U+FFFD, so no
 * character may be cut between two calls. Hazard: its array becomes the message's, so nothing may
 * be added once {@link #within} was called. Belongs to one thread at a time.
 */
public final class JsonText {

  private static final byte[] HEX = "0123456789abcdef".getBytes(US_ASCII);
  private static final int LONGEST_ESCAPE = 6;
  private static final int ROOM_BEFORE = 64; // for what stands before the text in a message

  // By byte: whether it stands for itself. As tables, since a flood asks for each byte.
  private static final boolean[] PLAIN_IN_UTF8 = plain(256);
  private static final boolean[] PLAIN_IN_ASCII = plain(128);

  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHEST_BITS = 0x80 * ONES;
  private static final long BLANKS = ' ' * ONES;
  private static final long QUOTES = '"' * ONES;
  private static final long BACKSLASHES = '\\' * ONES;

  private byte[] bytes;
  private int end = ROOM_BEFORE;

  /**
   * @param capacity bytes that it holds before it has to grow
   */
  public JsonText(int capacity) {
    bytes = new byte[ROOM_BEFORE + capacity];
  }

  private static boolean[] plain(int end) {
    boolean[] plain = new boolean[256];
    Arrays.fill(plain, ' ', end, true);
    plain['"'] = false;
    plain['\\'] = false;
    return plain;
  }

  /** The bytes it has in a message, without the quotes. */
  public int length() {
    return end - ROOM_BEFORE;
  }

  /** Adds whole characters. */
  public void append(byte[] utf8, int offset, int count) {
    append(utf8, offset, offset + count, false);
  }

  /** In runs, up to what needs an escape, or a look at whether it is UTF-8 at all. */
  private void append(byte[] utf8, int from, int end, boolean valid) {
    boolean[] plain = valid ? PLAIN_IN_UTF8 : PLAIN_IN_ASCII;
    ByteBuffer words = ByteBuffer.wrap(utf8).order(ByteOrder.nativeOrder());
    int run = from;
    int at = from;
    while (at < end) {
      if (end - at >= Long.BYTES && arePlainAscii(words.getLong(at))) {
        at += Long.BYTES;
        continue;
      }
      for (int stop = Math.min(end, at + Long.BYTES); at < stop; at++) {
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
    }
    copy(utf8, run, end);
  }

  /**
   * Whether eight bytes all stand for themselves: a flood is mostly that, and asking for each byte
   * is most of the work. A byte that is borrowed from may be taken for one that does not, never the
   * other way round (the zero test of Hacker's Delight, 6-1).
   */
  private static boolean arePlainAscii(long eight) {
    long quotes = eight ^ QUOTES;
    long backslashes = eight ^ BACKSLASHES;
    long odd =
        eight // not ASCII
            | eight - BLANKS // below a blank
            | quotes - ONES
            | backslashes - ONES;
    return (odd & HIGHEST_BITS) == 0;
  }

  private void copy(byte[] from, int begin, int end) {
    ensureRoom(end - begin);
    System.arraycopy(from, begin, bytes, this.end, end - begin);
    this.end += end - begin;
  }

  private void escape(byte b) {
    ensureRoom(LONGEST_ESCAPE);
    bytes[end++] = '\\';
    switch (b) {
      case '"', '\\' -> bytes[end++] = b;
      case '\n' -> bytes[end++] = 'n';
      case '\r' -> bytes[end++] = 'r';
      case '\t' -> bytes[end++] = 't';
      default -> {
        bytes[end++] = 'u';
        bytes[end++] = '0';
        bytes[end++] = '0';
        bytes[end++] = HEX[b >> 4];
        bytes[end++] = HEX[b & 0xf];
      }
    }
  }

  private void ensureRoom(int count) {
    if (bytes.length - end < count) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, end + count));
    }
  }

  /**
   * The text between other bytes, without a copy of it where these are short.
   *
   * @return all of them, from the first to the last
   */
  ByteBuffer within(byte[] before, byte[] after) {
    copy(after, 0, after.length);
    int start = ROOM_BEFORE - before.length;
    if (start >= 0) {
      System.arraycopy(before, 0, bytes, start, before.length);
      return ByteBuffer.wrap(bytes, start, end - start);
    }
    ByteBuffer all = ByteBuffer.allocate(before.length + length());
    return all.put(before).put(bytes, ROOM_BEFORE, length()).flip();
  }
}
