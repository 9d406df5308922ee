package dev.culvert.magics.sql.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.dflib.Series;

/**
 * A column of texts, kept as the bytes the server sent: UTF-8, the only character set the driver
 * agrees on. A text lies in one chunk; a long one is a chunk of its own.
 */
final class TextColumn implements Column {

  private static final int FIRST_CHUNK = 4 << 10;
  private static final int LARGEST_CHUNK = 1 << 20;
  private static final int OWN_CHUNK = 64 << 10;
  private static final int NULL = -1;

  private final int index;
  private final List<byte[]> chunks = new ArrayList<>();

  /** The chunk in the upper half, where the text begins in it in the lower one. */
  private long[] places = new long[64];

  private int[] lengths = new int[64];
  private int size;

  /** The chunk that is being filled, its number and how much of it is. */
  private byte[] filling = new byte[0];

  private int number;
  private int filled;

  TextColumn(int index) {
    this.index = index;
  }

  @Override
  public void add(ResultSet row) throws SQLException {
    if (size == lengths.length) {
      places = Arrays.copyOf(places, size + (size >> 1));
      lengths = Arrays.copyOf(lengths, size + (size >> 1));
    }
    byte[] text = row.getBytes(index);
    lengths[size] = text == null ? NULL : text.length;
    places[size] = text == null ? 0 : place(text);
    size++;
  }

  private long place(byte[] text) {
    if (text.length >= OWN_CHUNK) {
      chunks.add(text);
      return (long) (chunks.size() - 1) << Integer.SIZE;
    }
    if (text.length > filling.length - filled) {
      int next = Math.min(LARGEST_CHUNK, Math.max(FIRST_CHUNK, filling.length * 2));
      filling = new byte[Math.max(next, text.length)];
      filled = 0;
      number = chunks.size();
      chunks.add(filling);
    }
    System.arraycopy(text, 0, filling, filled, text.length);
    long place = (long) number << Integer.SIZE | filled;
    filled += text.length;
    return place;
  }

  @Override
  public Series<?> series() {
    byte[][] bytes = chunks.toArray(byte[][]::new);
    long[] at = Arrays.copyOf(places, size);
    int[] length = Arrays.copyOf(lengths, size);
    return new PackedSeries<>(
        String.class,
        size,
        row ->
            switch (length[row]) {
              case NULL -> null;
              case 0 -> ""; // it may have no chunk
              default ->
                  new String(
                      bytes[(int) (at[row] >>> Integer.SIZE)], (int) at[row], length[row], UTF_8);
            });
  }
}
