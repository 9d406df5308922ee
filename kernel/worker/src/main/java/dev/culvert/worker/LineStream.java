package dev.culvert.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.util.Locale;

/**
 * What cells know as {@code System.out} and {@code System.err}: each call is one write, so the line
 * of one thread is never cut by another's, and a print costs one system call; a long text is
 * written in pieces, between which no other comes.
 *
 * <p>Half a character waits for its other half, in this call or the next; one that stays alone is
 * U+FFFD, where {@link PrintStream} itself would print a question mark. Safe from any thread.
 */
final class LineStream extends PrintStream {

  private static final byte[] REPLACEMENT = "\ufffd".getBytes(UTF_8);
  private static final char NONE = 0;
  private static final int PIECE = 32 << 10; // characters, so that no copy of a long text is made

  private final byte[] ascii = new byte[PIECE]; // guarded by this
  private final Runnable printed;
  private char half = NONE; // a high surrogate whose other half has not come; guarded by this

  /**
   * @param printed runs after each print, on its thread, and may take long: others print meanwhile
   */
  LineStream(OutputStream target, Runnable printed) {
    super(target, false, UTF_8); // the target has no buffer that would need a flush
    this.printed = printed;
  }

  private void text(String text) {
    inPieces(text);
    printed.run();
  }

  private synchronized void inPieces(String text) {
    for (int from = 0; from < text.length(); from += PIECE) {
      int length = Math.min(PIECE, text.length() - from);
      if (half == NONE && isAscii(text, from, length)) {
        super.write(ascii, 0, length);
      } else {
        piece(text.substring(from, from + length));
      }
    }
  }

  /** Whether a piece is, of which {@link #ascii} has the bytes then. */
  private boolean isAscii(String text, int from, int length) {
    for (int i = 0; i < length; i++) {
      char c = text.charAt(from + i);
      if (c >= 0x80) {
        return false;
      }
      ascii[i] = (byte) c;
    }
    return true;
  }

  private void piece(String text) {
    String whole = half == NONE ? text : half + text;
    half = NONE;
    int last = whole.length() - 1;
    if (Character.isHighSurrogate(whole.charAt(last))) {
      half = whole.charAt(last);
      whole = whole.substring(0, last);
    }
    byte[] bytes = encode(whole);
    super.write(bytes, 0, bytes.length);
  }

  private static byte[] encode(String text) {
    return hasSurrogates(text) ? encodeWithReplacement(text) : text.getBytes(UTF_8);
  }

  private static boolean hasSurrogates(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  private static byte[] encodeWithReplacement(String text) {
    try {
      ByteBuffer bytes =
          UTF_8
              .newEncoder()
              .onMalformedInput(CodingErrorAction.REPLACE)
              .replaceWith(REPLACEMENT)
              .encode(CharBuffer.wrap(text));
      byte[] exact = new byte[bytes.remaining()];
      bytes.get(exact);
      return exact;
    } catch (CharacterCodingException e) {
      throw new IllegalStateException("UTF-8 has every character", e);
    }
  }

  private void line(String text) {
    text(text + System.lineSeparator());
  }

  /** Nothing more will come: half a character stays alone. */
  synchronized void finish() {
    if (half != NONE) {
      half = NONE;
      super.write(REPLACEMENT, 0, REPLACEMENT.length);
    }
  }

  @Override
  public void write(int b) {
    synchronized (this) {
      finish();
      super.write(b);
    }
    printed.run();
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    synchronized (this) {
      finish();
      super.write(bytes, offset, length);
    }
    printed.run();
  }

  @Override
  public void write(byte[] bytes) {
    write(bytes, 0, bytes.length);
  }

  @Override
  public void writeBytes(byte[] bytes) {
    write(bytes, 0, bytes.length);
  }

  @Override
  public void print(String value) {
    text(String.valueOf(value));
  }

  @Override
  public void print(Object value) {
    text(String.valueOf(value));
  }

  @Override
  public void print(char value) {
    text(String.valueOf(value));
  }

  @Override
  public void print(char[] value) {
    text(String.valueOf(value));
  }

  @Override
  public void print(boolean value) {
    text(String.valueOf(value));
  }

  @Override
  public void print(int value) {
    text(String.valueOf(value));
  }

  @Override
  public void print(long value) {
    text(String.valueOf(value));
  }

  @Override
  public void print(float value) {
    text(String.valueOf(value));
  }

  @Override
  public void print(double value) {
    text(String.valueOf(value));
  }

  @Override
  public void println() {
    line("");
  }

  @Override
  public void println(String value) {
    line(String.valueOf(value));
  }

  @Override
  public void println(Object value) {
    line(String.valueOf(value));
  }

  @Override
  public void println(char value) {
    line(String.valueOf(value));
  }

  @Override
  public void println(char[] value) {
    line(String.valueOf(value));
  }

  @Override
  public void println(boolean value) {
    line(String.valueOf(value));
  }

  @Override
  public void println(int value) {
    line(String.valueOf(value));
  }

  @Override
  public void println(long value) {
    line(String.valueOf(value));
  }

  @Override
  public void println(float value) {
    line(String.valueOf(value));
  }

  @Override
  public void println(double value) {
    line(String.valueOf(value));
  }

  @Override
  public PrintStream format(String format, Object... args) {
    text(String.format(format, args));
    return this;
  }

  @Override
  public PrintStream format(Locale locale, String format, Object... args) {
    text(String.format(locale, format, args));
    return this;
  }
}
