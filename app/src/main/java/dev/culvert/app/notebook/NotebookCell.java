package dev.culvert.app.notebook;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One cell of a notebook file: a view of its JSON, so that what is not known here stays as it is.
 *
 * @param json the cell in the file
 */
record NotebookCell(Map<String, Object> json) {

  boolean isCode() {
    return "code".equals(json.get("cell_type"));
  }

  boolean isMarkdown() {
    return "markdown".equals(json.get("cell_type"));
  }

  String source() {
    return text(json.get("source"));
  }

  /** The text of a value that the format allows to be a text or a list of its lines. */
  static String text(Object value) {
    if (value instanceof List<?> lines) {
      StringBuilder text = new StringBuilder();
      lines.forEach(text::append);
      return text.toString();
    }
    return value == null ? "" : value.toString();
  }

  boolean hasTag(String tag) {
    return json.get("metadata") instanceof Map<?, ?> metadata
        && metadata.get("tags") instanceof List<?> tags
        && tags.contains(tag);
  }

  /** The outputs in the file; empty for cells without. */
  List<Map<String, Object>> outputs() {
    List<Map<String, Object>> outputs = new ArrayList<>();
    if (json.get("outputs") instanceof List<?> list) {
      for (Object each : list) {
        outputs.add(asMap(each));
      }
    }
    return outputs;
  }

  @SuppressWarnings("unchecked") // the JSON library makes maps with text keys only
  static Map<String, Object> asMap(Object value) {
    return value instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
  }

  void setExecution(Integer count, List<Map<String, Object>> outputs) {
    json.put("execution_count", count);
    json.put("outputs", outputs);
  }

  /** The number shown beside the cell; null when it was not run. */
  Object executionCount() {
    return json.get("execution_count");
  }
}
