package dev.culvert.magics.tunnel.internal;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What a server says first. A MariaDB or MySQL sends a packet with its version, or one with an
 * error; others wait to be spoken to.
 *
 * @param server what it is, in words
 * @param refusal why it lets nobody in; empty when it does
 */
record Greeting(String server, Optional<String> refusal) {

  private static final int PROTOCOL_10 = 10;
  private static final int ERROR = 0xFF;
  private static final int LONGEST = 1_024;

  /**
   * Reads it.
   *
   * @throws IOException when the server closed the connection first
   */
  static Greeting read(InputStream in) throws IOException {
    try {
      byte[] head = in.readNBytes(5);
      if (head.length == 0) {
        throw new EOFException("end of data");
      } else if (head.length == 5) {
        return read(head, in);
      }
    } catch (SocketTimeoutException e) {
      return new Greeting("a server that waits to be spoken to", Optional.empty());
    }
    return new Greeting("a server of another protocol than MySQL's", Optional.empty());
  }

  private static Greeting read(byte[] head, InputStream in) throws IOException {
    int length = (head[0] & 0xFF) | (head[1] & 0xFF) << 8 | (head[2] & 0xFF) << 16;
    int kind = head[4] & 0xFF;
    if (length < 2 || length > LONGEST || kind != PROTOCOL_10 && kind != ERROR) {
      return new Greeting("a server of another protocol than MySQL's", Optional.empty());
    }
    byte[] rest = in.readNBytes(length - 1);
    if (kind == ERROR) {
      String text = new String(rest, 2, Math.max(0, rest.length - 2), StandardCharsets.UTF_8);
      return new Greeting("a database", Optional.of(Printable.of(text)));
    }
    int end = 0;
    while (end < rest.length && rest[end] != 0) {
      end++;
    }
    String version = Printable.of(new String(rest, 0, end, StandardCharsets.US_ASCII));
    // MariaDB puts this before its own number, for old replicas.
    String name = version.contains("MariaDB") ? "MariaDB " : "MySQL ";
    return new Greeting(name + version.replaceFirst("^5\\.5\\.5-", ""), Optional.empty());
  }
}
