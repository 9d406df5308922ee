package dev.culvert.zmtp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What a connection has not taken yet.
 *
 * <p>Bytes go out through one buffer outside the heap, which the caller lends: the JDK would make
 * one of the size of each large frame.
 */
final class SendQueue {

  private final Deque<ByteBuffer> parts = new ArrayDeque<>(); // oldest first, none of them empty
  private long length;

  void add(Encoded message) {
    for (ByteBuffer part : message.parts()) {
      parts.add(part.duplicate());
    }
    length += message.length();
  }

  /** In bytes. */
  long length() {
    return length;
  }

  /**
   * Writes what the channel takes.
   *
   * @param buffer any content of it is lost
   * @return bytes
   */
  long writeTo(WritableByteChannel channel, ByteBuffer buffer) throws IOException {
    long before = length;
    while (length > 0) {
      fill(buffer);
      int written = channel.write(buffer);
      remove(written);
      if (buffer.hasRemaining()) {
        break; // it is full
      }
    }
    return before - length;
  }

  private void fill(ByteBuffer buffer) {
    buffer.clear();
    for (ByteBuffer part : parts) {
      int count = Math.min(part.remaining(), buffer.remaining());
      buffer.put(buffer.position(), part, part.position(), count);
      buffer.position(buffer.position() + count);
      if (!buffer.hasRemaining()) {
        break;
      }
    }
    buffer.flip();
  }

  private void remove(int count) {
    length -= count;
    int left = count;
    while (left > 0) {
      ByteBuffer oldest = parts.element();
      int taken = Math.min(left, oldest.remaining());
      oldest.position(oldest.position() + taken);
      left -= taken;
      if (!oldest.hasRemaining()) {
        parts.remove();
      }
    }
  }
}
