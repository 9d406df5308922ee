package dev.culvert.front.output;

import java.util.Map;

/**
 * Something shown in a cell, or the update of it.
 *
 * @param type of its message
 * @param id names it for updates; empty for none
 * @param data by MIME type, as the worker sent it
 * @param content of its message
 */
public record Display(
    String type, String id, Map<String, String> data, Map<String, Object> content) {

  static final String UPDATE = "update_display_data";

  /** Its size, roughly in bytes. */
  int size() {
    return (int)
        Math.min(Integer.MAX_VALUE, data.values().stream().mapToLong(String::length).sum());
  }
}
