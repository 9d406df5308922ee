package dev.culvert.front;

import java.util.Map;

/** What an execute reply may carry besides the cell's outcome, as the protocol spells it. */
final class Payloads {

  private Payloads() {}

  /** A text that front ends show beside the notebook. */
  static Map<String, Object> page(Map<String, Object> data) {
    return Map.of("source", "page", "data", data, "start", 0);
  }

  /** A cell that front ends put below the running one, or in its place. */
  static Map<String, Object> nextInput(String code, boolean replace) {
    return Map.of("source", "set_next_input", "text", code, "replace", replace);
  }
}
