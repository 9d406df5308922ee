package dev.culvert.front.output;

import dev.culvert.protocol.JsonText;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/**
 * What a cell has yet to publish, in order. Guarded by its {@link CellOutput}.
 *
 * <p>Neighbouring texts of a stream become one message up to {@value #FULL} bytes; of several
 * updates of a display in a row the last is left.
 */
final class Backlog {

  private static final int FULL = 256 << 10;
  private static final int SMALL = 8 << 10; // a text that is not part of a flood
  private static final String UPDATE = "update_display_data";

  /** A message of its own, or, with a stream, text that may still grow. */
  private static final class Entry {
    private final StreamName stream; // null for a message
    private final JsonText text;
    private final String type;
    private final Map<String, Object> content;
    private final int size; // of the content, without names

    Entry(StreamName stream, JsonText text) {
      this.stream = stream;
      this.text = text;
      type = "stream";
      content = null;
      size = 0;
    }

    Entry(String type, Map<String, Object> content, int size) {
      this.type = type;
      this.content = content;
      this.size = size;
      stream = null;
      text = null;
    }

    int size() {
      return stream == null ? size : text.length();
    }
  }

  private final Deque<Entry> entries = new ArrayDeque<>();
  private long size; // bytes of all

  /** Adds whole characters, in UTF-8. */
  void text(StreamName stream, byte[] bytes, int offset, int length) {
    Entry last = entries.peekLast();
    if (last == null || last.stream != stream || last.text.length() >= FULL) {
      last = new Entry(stream, new JsonText(length < SMALL ? 2 * length : FULL + length));
      entries.add(last);
    }
    size -= last.size();
    last.text.append(bytes, offset, length);
    size += last.size();
  }

  /**
   * Adds a message of its own.
   *
   * @param bytes its size, roughly
   */
  void message(String type, Map<String, Object> content, int bytes) {
    Entry last = entries.peekLast();
    if (last != null
        && type.equals(UPDATE)
        && last.type.equals(UPDATE)
        && content.get("transient").equals(last.content.get("transient"))) {
      size -= entries.removeLast().size();
    }
    entries.add(new Entry(type, content, bytes));
    size += bytes;
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  /** Whether the first message has no room for more. */
  boolean isFull() {
    Entry first = entries.peek();
    return first != null && (first.stream == null || first.text.length() >= FULL);
  }

  /** Bytes that wait. */
  long size() {
    return size;
  }

  /** Messages that wait, those of text with them. */
  int messages() {
    return entries.size();
  }

  /** What the first message costs with a {@link Pacer}. */
  int cost() {
    Entry first = entries.peek();
    return first.stream == null
        ? Pacer.sizeOfDisplay(first.size())
        : Pacer.size(first.text.length());
  }

  /** Takes the first message. */
  void publishFirst(dev.culvert.protocol.Message parent, Iopub iopub) {
    Entry first = entries.poll();
    size -= first.size();
    if (first.stream == null) {
      iopub.publish(parent, first.type, first.content);
      return;
    }
    iopub.publish(
        parent, "stream", Map.of("name", first.stream.protocolName(), "text", first.text));
  }
}
