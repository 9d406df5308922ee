package dev.culvert.front.output;

import dev.culvert.protocol.Message;
import java.util.Map;

/** Where a cell's output is published. */
public interface Iopub {

  /** Publishes a message whose parent is {@code parent}; its content is not kept. */
  void publish(Message parent, String type, Map<String, Object> content);

  /** Whether those who listen keep up; while they do not, output waits. */
  default boolean hasRoom() {
    return true;
  }
}
