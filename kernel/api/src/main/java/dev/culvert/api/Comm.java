package dev.culvert.api;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A channel of its own between a notebook's code and the front end: what widgets are made of.
 *
 * <p>Data is what JSON can say: maps with text keys, lists, texts, numbers, booleans and null.
 * Handlers run one after another on a thread of the worker, also while a cell runs; what they print
 * belongs to the cell that made the comm. All methods are safe from any thread.
 */
public interface Comm {

  /** One message of a comm. */
  record Message(Map<String, Object> data, Map<String, Object> metadata, List<byte[]> buffers) {
    public Message {
      buffers = List.copyOf(buffers);
    }

    /** A message of data alone. */
    public static Message of(Map<String, Object> data) {
      return new Message(data, Map.of(), List.of());
    }
  }

  /** Unique in the session. */
  String id();

  /** Who the messages are for on the other side. */
  String target();

  /** Sends a message; one on a closed comm is dropped. */
  void send(Message message);

  /** Says what becomes of the front end's messages; replaces the handler before. */
  void onMessage(Consumer<Message> handler);

  /** Says what happens when the front end closes the comm; replaces the handler before. */
  void onClose(Consumer<Message> handler);

  /** Closes both ends; closing twice is harmless. */
  void close(Message last);
}
