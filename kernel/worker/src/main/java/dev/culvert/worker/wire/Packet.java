package dev.culvert.worker.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The payload of a frame, written field by field and read back in the same order.
 *
 * <p>Hazard: nothing in the bytes tells fields apart, so each frame type has one method that writes
 * it and one that reads it, side by side in {@link Frames}.
 */
public final class Packet {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);
  private final DataOutputStream out = new DataOutputStream(bytes);

  public Packet put(int value) {
    return write(() -> out.writeInt(value));
  }

  public Packet put(long value) {
    return write(() -> out.writeLong(value));
  }

  public Packet put(boolean value) {
    return write(() -> out.writeBoolean(value));
  }

  /** A text, or null. */
  public Packet put(String value) {
    return put(value == null ? null : value.getBytes(UTF_8));
  }

  /** Bytes, or null. */
  public Packet put(byte[] value) {
    return write(
        () -> {
          out.writeInt(value == null ? -1 : value.length);
          if (value != null) {
            out.write(value);
          }
        });
  }

  public Packet put(List<String> values) {
    put(values.size());
    values.forEach(this::put);
    return this;
  }

  public Packet put(Map<String, String> values) {
    put(values.size());
    values.forEach((key, value) -> put(key).put(value));
    return this;
  }

  public byte[] toBytes() {
    return bytes.toByteArray();
  }

  private Packet write(Write write) {
    try {
      write.run();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return this;
  }

  private interface Write {
    void run() throws IOException;
  }

  private interface Read<T> {
    T get() throws IOException;
  }

  /** Reads what a {@link Packet} wrote. */
  public static final class Reader {

    private final DataInputStream in;

    public Reader(byte[] bytes) {
      in = new DataInputStream(new ByteArrayInputStream(bytes));
    }

    public int readInt() {
      return read(in::readInt);
    }

    public long readLong() {
      return read(in::readLong);
    }

    public boolean readBoolean() {
      return read(in::readBoolean);
    }

    public String readText() {
      byte[] bytes = readBytes();
      return bytes == null ? null : new String(bytes, UTF_8);
    }

    public byte[] readBytes() {
      return read(
          () -> {
            int length = in.readInt();
            if (length < 0) {
              return null;
            }
            byte[] bytes = new byte[length];
            in.readFully(bytes);
            return bytes;
          });
    }

    public List<String> readTexts() {
      int count = readInt();
      List<String> texts = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        texts.add(readText());
      }
      return texts;
    }

    public Map<String, String> readMap() {
      int count = readInt();
      Map<String, String> map = new LinkedHashMap<>();
      for (int i = 0; i < count; i++) {
        map.put(readText(), readText());
      }
      return map;
    }

    private static <T> T read(Read<T> read) {
      try {
        return read.get();
      } catch (IOException e) {
        throw new UncheckedIOException("a frame is shorter than its type says", e);
      }
    }
  }
}
