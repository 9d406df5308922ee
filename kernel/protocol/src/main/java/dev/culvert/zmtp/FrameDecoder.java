package dev.culvert.zmtp;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Frames out of the bytes of a connection, wherever these are cut.
 *
 * <p>Invariant: a frame gets no more room than twice what came of it, so a length that is a lie
 * costs nothing.
 */
final class FrameDecoder {

  static final int MOST_OF_A_COMMAND = 64 << 10;

  private static final int FIRST_ROOM = 512 << 10; // more than a text of ours takes
  private static final int MOST = Integer.MAX_VALUE - 8; // the longest array of most JVMs

  private boolean begun; // whether the flags of a frame came
  private int flags;
  private int lengthBytes; // of the length that are still to come
  private long length;
  private byte[] body; // null until the length came
  private int filled;

  /**
   * The next frame, or null when the rest of it has not come yet; then all bytes are taken.
   *
   * @throws ZmtpException when this is no frame, or one that is too long
   */
  Frame next(ByteBuffer in) throws ZmtpException {
    if (!begun) {
      if (!in.hasRemaining()) {
        return null;
      }
      begin(in.get());
    }
    while (lengthBytes > 0) {
      if (!in.hasRemaining()) {
        return null;
      }
      length = length << 8 | in.get() & 0xff;
      lengthBytes--;
    }
    if (body == null) {
      checkLength();
      body = new byte[(int) Math.min(length, FIRST_ROOM)];
    }
    fill(in);
    return filled < length ? null : end();
  }

  private void begin(byte flags) throws ZmtpException {
    if ((flags & ~Frame.ALL_FLAGS) != 0) {
      throw new ZmtpException("a frame with the unknown flags " + (flags & 0xff));
    }
    begun = true;
    this.flags = flags;
    lengthBytes = (flags & Frame.LONG) == 0 ? 1 : Long.BYTES;
    length = 0;
    filled = 0;
  }

  private void checkLength() throws ZmtpException {
    int most = (flags & Frame.COMMAND) == 0 ? MOST : MOST_OF_A_COMMAND;
    if (length < 0 || length > most) {
      throw new ZmtpException(
          "a frame of " + Long.toUnsignedString(length) + " bytes; " + most + " are the most");
    }
  }

  private void fill(ByteBuffer in) {
    while (filled < length && in.hasRemaining()) {
      if (filled == body.length) {
        body = Arrays.copyOf(body, (int) Math.min(length, 2L * body.length));
      }
      int count = Math.min(in.remaining(), body.length - filled);
      in.get(body, filled, count);
      filled += count;
    }
  }

  private Frame end() {
    Frame frame = new Frame((flags & Frame.MORE) != 0, (flags & Frame.COMMAND) != 0, body);
    begun = false;
    body = null;
    return frame;
  }
}
