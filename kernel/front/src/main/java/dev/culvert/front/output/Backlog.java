package dev.culvert.front.output;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/**
 * What a cell has yet to publish, in order. Guarded by its {@link CellOutput}.
 *
 * <p>Neighbouring texts of a stream become one message up to {@value #FULL} characters; of several
 * updates of a display in a row the last is left.
 */
final class Backlog {

  private static final int FULL = 256 << 10;
  private static final String UPDATE = "update_display_data";

  /** A message of its own, or, with a stream, text that may still grow. */
  private static final class Entry {
    private final StreamName stream; // null for a message
    private final StringBuilder text;
    private final String type;
    private final Map<String, Object> content;

    Entry(StreamName stream, CharSequence text) {
      this.stream = stream;
      this.text = new StringBuilder(text);
      type = "stream";
      content = null;
    }

    Entry(String type, Map<String, Object> content) {
      this.type = type;
      this.content = content;
      stream = null;
      text = null;
    }
  }

  private final Deque<Entry> entries = new ArrayDeque<>();
  private int length; // characters of all texts

  void text(StreamName stream, CharSequence text) {
    Entry last = entries.peekLast();
    if (last != null && last.stream == stream && last.text.length() < FULL) {
      last.text.append(text);
    } else {
      entries.add(new Entry(stream, text));
    }
    length += text.length();
  }

  void message(String type, Map<String, Object> content) {
    Entry last = entries.peekLast();
    if (last != null
        && type.equals(UPDATE)
        && last.type.equals(UPDATE)
        && content.get("transient").equals(last.content.get("transient"))) {
      entries.removeLast();
    }
    entries.add(new Entry(type, content));
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  /** Whether the first message has no room for more. */
  boolean isFull() {
    Entry first = entries.peek();
    return first != null && (first.stream == null || first.text.length() >= FULL);
  }

  /** Characters that wait. */
  int length() {
    return length;
  }

  /** Messages that wait, those of text with them. */
  int messages() {
    return entries.size();
  }

  /** What the first message costs with a {@link Pacer}. */
  int cost() {
    Entry first = entries.peek();
    return first.stream == null ? 0 : Pacer.size(first.text);
  }

  /** Takes the first message. */
  void publishFirst(dev.culvert.protocol.Message parent, Iopub iopub) {
    Entry first = entries.poll();
    if (first.stream == null) {
      iopub.publish(parent, first.type, first.content);
      return;
    }
    length -= first.text.length();
    iopub.publish(
        parent,
        "stream",
        Map.of("name", first.stream.protocolName(), "text", first.text.toString()));
  }
}
