package dev.culvert.front.output;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Bytes to text across reads that cut characters: the bytes of an unfinished character wait for the
 * rest. Invalid bytes become U+FFFD. Belongs to one thread.
 */
public final class Utf8Joiner {

  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .onUnmappableCharacter(CodingErrorAction.REPLACE);
  private ByteBuffer rest = ByteBuffer.allocate(0); // at most three bytes

  /** The text that these bytes complete. */
  public CharSequence add(byte[] bytes, int offset, int length) {
    ByteBuffer in;
    if (rest.hasRemaining()) {
      in = ByteBuffer.allocate(rest.remaining() + length);
      in.put(rest).put(bytes, offset, length).flip();
    } else {
      in = ByteBuffer.wrap(bytes, offset, length);
    }
    CharBuffer out = CharBuffer.allocate(in.remaining() + 1);
    CoderResult result = decoder.decode(in, out, false);
    if (result.isOverflow()) {
      throw new IllegalStateException("more characters than bytes");
    }
    byte[] left = new byte[in.remaining()];
    in.get(left);
    rest = ByteBuffer.wrap(left);
    return out.flip();
  }

  /** What is left when no more bytes come: U+FFFD for an unfinished character. */
  public CharSequence end() {
    CharBuffer out = CharBuffer.allocate(rest.remaining() + 1);
    decoder.decode(rest, out, true);
    decoder.flush(out);
    decoder.reset();
    rest = ByteBuffer.allocate(0);
    return out.flip();
  }
}
