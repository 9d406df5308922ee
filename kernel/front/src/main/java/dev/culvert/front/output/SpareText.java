package dev.culvert.front.output;

import dev.culvert.protocol.JsonText;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The room for the text of a message, from one message to the next, so that a flood makes half as
 * much garbage. At most one is kept, of {@value #LARGEST} bytes at most. Thread safe.
 */
final class SpareText {

  private static final int LARGEST = 1 << 20;

  private final AtomicReference<JsonText> spare = new AtomicReference<>();

  /** An empty text, with room for so many bytes before it has to grow, or with more. */
  JsonText take(int capacity) {
    JsonText text = spare.getAndSet(null);
    return text != null && text.capacity() >= capacity ? text : new JsonText(capacity);
  }

  /** Takes a text that nobody reads any more. */
  void giveBack(JsonText text) {
    JsonText kept = spare.get();
    boolean larger = kept == null || kept.capacity() < text.capacity();
    if (larger && text.capacity() <= LARGEST) {
      text.clear();
      spare.set(text);
    }
  }
}
