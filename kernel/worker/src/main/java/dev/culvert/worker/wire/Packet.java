package dev.culvert.worker.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
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

  private static final int FIRST_ROOM = 128;
  private static final int MOST_ROOM = Integer.MAX_VALUE - 8; // of an array, in every JVM

  private ByteBuffer bytes = ByteBuffer.allocate(FIRST_ROOM);

  public Packet put(int value) {
    room(Integer.BYTES).putInt(value);
    return this;
  }

  public Packet put(long value) {
    room(Long.BYTES).putLong(value);
    return this;
  }

  public Packet put(boolean value) {
    room(1).put(value ? (byte) 1 : 0);
    return this;
  }

  /** A text, or null. */
  public Packet put(String value) {
    return put(value == null ? null : value.getBytes(UTF_8));
  }

  /** Bytes, or null. */
  public Packet put(byte[] value) {
    if (value == null) {
      return put(-1);
    }
    put(value.length);
    room(value.length).put(value);
    return this;
  }

  public Packet put(List<String> values) {
    put(values.size());
    for (String value : values) {
      put(value);
    }
    return this;
  }

  public Packet put(Map<String, String> values) {
    put(values.size());
    for (Map.Entry<String, String> each : values.entrySet()) {
      put(each.getKey()).put(each.getValue());
    }
    return this;
  }

  /** Several binaries. */
  public Packet putAll(List<byte[]> values) {
    put(values.size());
    for (byte[] value : values) {
      put(value);
    }
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
    return Arrays.copyOf(bytes.array(), bytes.position());
  }

  private ByteBuffer room(int more) {
    if (bytes.remaining() < more) {
      int needed = Math.addExact(bytes.position(), more);
      int doubled = (int) Math.min(2L * bytes.capacity(), MOST_ROOM);
      bytes = ByteBuffer.allocate(Math.max(needed, doubled)).put(bytes.flip());
    }
    return bytes;
  }

  /** Reads what a {@link Packet} wrote. */
  public static final class Reader {

    private final ByteBuffer in;

    public Reader(byte[] bytes) {
      in = ByteBuffer.wrap(bytes);
    }

    public int readInt() {
      return next(Integer.BYTES).getInt();
    }

    public long readLong() {
      return next(Long.BYTES).getLong();
    }

    public boolean readBoolean() {
      return next(1).get() != 0;
    }

    public String readText() {
      byte[] bytes = readBytes();
      return bytes == null ? null : new String(bytes, UTF_8);
    }

    public byte[] readBytes() {
      int length = readInt();
      if (length < 0) {
        return null;
      }
      next(length); // before the array is made
      byte[] bytes = new byte[length];
      in.get(bytes);
      return bytes;
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

    /** For the next so many bytes. */
    private ByteBuffer next(int count) {
      if (in.remaining() < count) {
        throw new IllegalStateException(
            "a frame is shorter than its type says: " + count + " bytes of " + in.remaining());
      }
      return in;
    }
  }
}
