package dev.culvert.front;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The worker's representations as the protocol wants them: JSON types as JSON, the rest as text.
 */
final class MimeContent {

  private MimeContent() {}

  static Map<String, Object> of(Map<String, String> data) {
    Map<String, Object> content = new LinkedHashMap<>();
    data.forEach((type, text) -> content.put(type, type.endsWith("json") ? json(text) : text));
    return content;
  }

  private static Object json(String text) {
    try {
      return JSON.std.anyFrom(text);
    } catch (IOException e) {
      return text; // what claims to be JSON and is not is shown as it is
    }
  }
}
