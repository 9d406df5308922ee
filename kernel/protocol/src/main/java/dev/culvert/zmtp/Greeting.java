package dev.culvert.zmtp;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;

/** The first 64 bytes of each side: that it is ZMTP, which version, and how it is secured. */
final class Greeting {

  private static final int LENGTH = 64;
  private static final int SIGNATURE_END = 9;
  private static final int MAJOR = 10;
  private static final int MECHANISM = 12;
  private static final int MECHANISM_LENGTH = 20;

  private final ByteBuffer bytes = ByteBuffer.allocate(LENGTH);

  /** Ours: version 3.1, mechanism NULL. */
  static byte[] ours() {
    byte[] bytes = new byte[LENGTH];
    bytes[0] = (byte) 0xff;
    bytes[SIGNATURE_END] = 0x7f;
    bytes[MAJOR] = 3;
    bytes[MAJOR + 1] = 1;
    System.arraycopy("NULL".getBytes(US_ASCII), 0, bytes, MECHANISM, 4);
    return bytes;
  }

  /**
   * Takes what it needs.
   *
   * @return whether it is whole
   * @throws ZmtpException when the other side speaks something else
   */
  boolean take(ByteBuffer in) throws ZmtpException {
    while (bytes.hasRemaining() && in.hasRemaining()) {
      bytes.put(in.get());
      check(bytes.position() - 1);
    }
    return !bytes.hasRemaining();
  }

  private void check(int last) throws ZmtpException {
    byte value = bytes.get(last);
    if (last == 0 && value != (byte) 0xff || last == SIGNATURE_END && value != 0x7f) {
      throw new ZmtpException("no ZeroMQ peer");
    }
    if (last == MAJOR && value < 3) {
      throw new ZmtpException("a peer with ZMTP older than 3.0, that is, ZeroMQ before 4.0");
    }
    if (last == MECHANISM + MECHANISM_LENGTH - 1) {
      String mechanism = new String(bytes.array(), MECHANISM, MECHANISM_LENGTH, US_ASCII).trim();
      if (!mechanism.equals("NULL")) {
        throw new ZmtpException("a peer with the security mechanism " + mechanism + ", not NULL");
      }
    }
  }
}
