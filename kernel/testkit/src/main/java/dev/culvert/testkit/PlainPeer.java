package dev.culvert.testkit;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/**
 * A ZeroMQ peer on a plain socket that reads only when it is told to. It is written from RFC 37
 * alone and shares nothing with what it tests. Libraries read ahead, and JeroMQ 0.6 gets stuck in
 * one of thirty connections on a busy machine.
 *
 * <p>One thread at a time. Reading fails after {@value #PATIENCE_MILLIS} ms.
 */
public final class PlainPeer implements Closeable {

  private static final int PATIENCE_MILLIS = 30_000;
  private static final int READS_AHEAD = 64 << 10; // the system, in bytes
  private static final int GREETING = 64;
  private static final int MORE = 1;
  private static final int LONG = 2;
  private static final int COMMAND = 4;

  private final Socket socket = new Socket();
  private final DataInputStream in;
  private boolean greeted; // whether the other side's greeting was read

  /**
   * Connects, and says who it is; nothing is read yet.
   *
   * @param type as {@code DEALER}
   * @param identity empty for none
   */
  public PlainPeer(int port, String type, String identity) throws IOException {
    socket.setReceiveBufferSize(READS_AHEAD);
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    in = new DataInputStream(socket.getInputStream());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.write(0xff);
    out.write(new byte[8]);
    out.write(0x7f);
    out.write(3);
    out.write(0);
    out.write("NULL".getBytes(US_ASCII));
    out.write(new byte[GREETING - out.size()]);
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    DataOutputStream ready = new DataOutputStream(body);
    ready.writeByte(5);
    ready.writeBytes("READY");
    property(ready, "Socket-Type", type);
    property(ready, "Identity", identity);
    out.write(COMMAND);
    out.write(body.size());
    body.writeTo(out);
    socket.getOutputStream().write(bytes.toByteArray());
  }

  private static void property(DataOutputStream out, String name, String value) throws IOException {
    out.writeByte(name.length());
    out.writeBytes(name);
    byte[] bytes = value.getBytes(UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  /** Subscribes to what begins so, as peers of ZMTP 3.0 do. */
  public void subscribe(String beginning) throws IOException {
    byte[] topic = beginning.getBytes(UTF_8);
    byte[] frame = new byte[topic.length + 1];
    frame[0] = 1;
    System.arraycopy(topic, 0, frame, 1, topic.length);
    send(frame);
  }

  /** Sends a message of short frames. */
  public void send(byte[]... frames) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < frames.length; i++) {
      bytes.write(i < frames.length - 1 ? MORE : 0);
      bytes.write(frames[i].length);
      bytes.writeBytes(frames[i]);
    }
    socket.getOutputStream().write(bytes.toByteArray());
  }

  /** The frames of the next message. */
  public List<byte[]> receive() throws IOException {
    if (!greeted) {
      in.readFully(new byte[GREETING]);
      greeted = true;
    }
    List<byte[]> frames = new ArrayList<>();
    while (true) {
      int flags = in.readUnsignedByte();
      long length = (flags & LONG) == 0 ? in.readUnsignedByte() : in.readLong();
      byte[] body = new byte[Math.toIntExact(length)];
      in.readFully(body);
      if ((flags & COMMAND) == 0) {
        frames.add(body);
        if ((flags & MORE) == 0) {
          return frames;
        }
      }
    }
  }

  /** Whether something came that was not read, if only a greeting. */
  public boolean hasUnread() throws IOException {
    return in.available() > 0;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
