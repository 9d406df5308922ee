package dev.culvert.zmtp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A command between two peers.
 *
 * @param name as {@code READY}
 * @param data what follows the name
 */
record Command(String name, byte[] data) {

  static final String READY = "READY";
  static final String ERROR = "ERROR";
  static final String SUBSCRIBE = "SUBSCRIBE";
  static final String CANCEL = "CANCEL";
  static final String PING = "PING";
  static final String PONG = "PONG";

  /** In small letters: names of properties are read in any. */
  static final String SOCKET_TYPE = "socket-type";

  static final String IDENTITY = "identity";

  /** The command in the body of a frame. */
  static Command of(byte[] body) throws ZmtpException {
    int length = body.length == 0 ? 0 : body[0] & 0xff;
    if (length == 0 || length > body.length - 1) {
      throw new ZmtpException("a command without its name");
    }
    byte[] data = new byte[body.length - 1 - length];
    System.arraycopy(body, 1 + length, data, 0, data.length);
    return new Command(new String(body, 1, length, ISO_8859_1), data);
  }

  /** What tells a peer which socket it has found. */
  static Command ready(SocketType type, byte[] identity) {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    property(data, "Socket-Type", type.name().getBytes(ISO_8859_1));
    property(data, "Identity", identity);
    return new Command(READY, data.toByteArray());
  }

  private static void property(ByteArrayOutputStream to, String name, byte[] value) {
    to.write(name.length());
    to.writeBytes(name.getBytes(ISO_8859_1));
    to.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(value.length).array());
    to.writeBytes(value);
  }

  /** The properties in the data of {@link #READY}, by their names in small letters. */
  Map<String, byte[]> properties() throws ZmtpException {
    Map<String, byte[]> properties = new HashMap<>();
    ByteBuffer in = ByteBuffer.wrap(data);
    try {
      while (in.hasRemaining()) {
        byte[] name = new byte[in.get() & 0xff];
        in.get(name);
        int length = in.getInt();
        if (length < 0 || length > in.remaining()) {
          throw new BufferUnderflowException();
        }
        byte[] value = new byte[length];
        in.get(value);
        properties.put(new String(name, ISO_8859_1).toLowerCase(Locale.ROOT), value);
      }
    } catch (BufferUnderflowException e) {
      throw new ZmtpException("a READY whose properties are cut short");
    }
    return properties;
  }

  byte[] body() {
    ByteBuffer body = ByteBuffer.allocate(1 + name.length() + data.length);
    return body.put((byte) name.length()).put(name.getBytes(ISO_8859_1)).put(data).array();
  }
}
