package dev.culvert.worker.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
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

  /** Several binaries. */
  public Packet putAll(List<byte[]> values) {
    put(values.size());
    values.forEach(this::put);
    return this;
  }

  /**
   * What JSON can say: maps, lists, texts, numbers, booleans and null, in any depth.
   *
   * @throws IllegalArgumentException for anything else
   */
  public Packet putValue(Object value) {
    if (value == null) {
      return put('n');
    } else if (value instanceof Boolean flag) {
      return put('b').put(flag.booleanValue());
    } else if (value instanceof CharSequence text) {
      return put('t').put(text.toString());
    } else if (value instanceof Byte
        || value instanceof Short
        || value instanceof Integer
        || value instanceof Long) {
      return put('l').put(((Number) value).longValue());
    } else if (value instanceof Number number) {
      return put('d').put(number.toString());
    } else if (value instanceof Map<?, ?> map) {
      put('m').put(map.size());
      map.forEach((key, each) -> put(String.valueOf(key)).putValue(each));
      return this;
    } else if (value instanceof Collection<?> list) {
      put('c').put(list.size());
      list.forEach(this::putValue);
      return this;
    }
    throw new IllegalArgumentException("JSON has no " + value.getClass().getName());
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

    public List<byte[]> readAll() {
      int count = readInt();
      List<byte[]> all = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        all.add(readBytes());
      }
      return all;
    }

    /** What {@link Packet#putValue} wrote; numbers come as {@code Long} or {@code Double}. */
    public Object readValue() {
      int kind = readInt();
      return switch (kind) {
        case 'n' -> null;
        case 'b' -> readBoolean();
        case 't' -> readText();
        case 'l' -> readLong();
        case 'd' -> Double.valueOf(readText());
        case 'm' -> readTree();
        case 'c' -> {
          int count = readInt();
          List<Object> list = new ArrayList<>(count);
          for (int i = 0; i < count; i++) {
            list.add(readValue());
          }
          yield list;
        }
        default -> throw new IllegalStateException("no kind of value: " + kind);
      };
    }

    private Map<String, Object> readTree() {
      int count = readInt();
      Map<String, Object> map = new LinkedHashMap<>();
      for (int i = 0; i < count; i++) {
        map.put(readText(), readValue());
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
