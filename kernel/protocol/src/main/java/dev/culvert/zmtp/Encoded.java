package dev.culvert.zmtp;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A message as it goes over the wire, for as many peers as it is to go to. Large frames are not
 * copied: they must not change any more.
 */
public final class Encoded {

  private static final int LARGE = 8 << 10;
  private static final int MOST_OF_A_HEADER = 1 + Long.BYTES;
  private static final int MOST_OF_A_SHORT_LENGTH = 255;

  private final List<ByteBuffer> parts; // read by duplicates alone
  private final long length;

  private Encoded(List<ByteBuffer> parts) {
    this.parts = parts;
    this.length = parts.stream().mapToLong(ByteBuffer::remaining).sum();
  }

  /** The message of these frames, of which there is one at least. */
  public static Encoded of(List<byte[]> frames) {
    return ofBuffers(frames.stream().map(ByteBuffer::wrap).toList());
  }

  /** Likewise; what remains in each is a frame. */
  public static Encoded ofBuffers(List<ByteBuffer> frames) {
    List<ByteBuffer> parts = new ArrayList<>();
    ByteBuffer small = ByteBuffer.allocate(roomForSmall(frames));
    int from = 0; // where what is in no part yet begins
    int last = frames.size() - 1;
    for (int i = 0; i <= last; i++) {
      ByteBuffer frame = frames.get(i);
      header(small, i < last ? Frame.MORE : 0, frame.remaining());
      if (frame.remaining() < LARGE) {
        small.put(frame.duplicate());
      } else {
        parts.add(small.slice(from, small.position() - from));
        parts.add(frame);
        from = small.position();
      }
    }
    if (small.position() > from) {
      parts.add(small.slice(from, small.position() - from));
    }
    return new Encoded(parts);
  }

  /** A command of RFC 37 with its name and data. */
  static Encoded command(byte[] body) {
    ByteBuffer bytes = ByteBuffer.allocate(MOST_OF_A_HEADER + body.length);
    header(bytes, Frame.COMMAND, body.length);
    return new Encoded(List.of(bytes.put(body).flip()));
  }

  /** Bytes as they are. */
  static Encoded raw(byte[] bytes) {
    return new Encoded(List.of(ByteBuffer.wrap(bytes)));
  }

  private static int roomForSmall(List<ByteBuffer> frames) {
    int room = 0;
    for (ByteBuffer frame : frames) {
      room += MOST_OF_A_HEADER + (frame.remaining() < LARGE ? frame.remaining() : 0);
    }
    return room;
  }

  private static void header(ByteBuffer bytes, int flags, int length) {
    if (length <= MOST_OF_A_SHORT_LENGTH) {
      bytes.put((byte) flags).put((byte) length);
    } else {
      bytes.put((byte) (flags | Frame.LONG)).putLong(length);
    }
  }

  /** In bytes, with all headers. */
  public long length() {
    return length;
  }

  List<ByteBuffer> parts() {
    return parts;
  }
}
