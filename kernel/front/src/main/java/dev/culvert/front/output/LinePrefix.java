package dev.culvert.front.output;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/**
 * Marks the lines of one stream of a cell with who wrote them, as {@code [pool-1-thread-2] text}.
 * Another writer within a line is marked there. Guarded by its {@link CellOutput}.
 */
final class LinePrefix {

  private String last = ""; // who wrote last
  private boolean lineStarts = true;

  byte[] mark(String writer, byte[] bytes, int offset, int length) {
    byte[] prefix = ("[" + writer + "] ").getBytes(UTF_8);
    ByteArrayOutputStream marked = new ByteArrayOutputStream(length + length / 2 + prefix.length);
    boolean due = lineStarts || !writer.equals(last);
    for (int i = offset; i < offset + length; i++) {
      if (due) {
        marked.writeBytes(prefix);
      }
      marked.write(bytes[i]);
      due = bytes[i] == '\n' || bytes[i] == '\r' && !isNewline(bytes, i + 1, offset + length);
    }
    lineStarts = due;
    last = writer;
    return marked.toByteArray();
  }

  private static boolean isNewline(byte[] bytes, int at, int end) {
    return at < end && bytes[at] == '\n';
  }
}
