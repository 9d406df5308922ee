package dev.culvert.front.engine;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is known of a name, as people read it.
 *
 * @param plain for terminals
 * @param html the same for browsers
 */
public record Documentation(String plain, String html) {

  /** By MIME type. */
  public Map<String, String> data() {
    Map<String, String> data = new LinkedHashMap<>();
    data.put("text/plain", plain);
    data.put("text/html", html);
    return data;
  }
}
