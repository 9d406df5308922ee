package dev.culvert.magics.internal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A named connection of the profiles file. Its keys are the long names of the command's options, so
 * that {@code --known-hosts FILE} is {@code known-hosts = "FILE"}.
 *
 * @param name the section's name, without its kind
 * @param place {@code FILE:LINE} of the section, for messages
 * @param settings each key with its values, in the file's order; a flag has none
 */
public record Profile(String name, String place, Map<String, List<String>> settings) {

  /** Copies the settings, in their order. */
  public Profile {
    Map<String, List<String>> copy = new LinkedHashMap<>();
    settings.forEach((key, values) -> copy.put(key, List.copyOf(values)));
    settings = Collections.unmodifiableMap(copy);
  }

  /** The first value of a key; null when it is not there or is a flag. */
  public String value(String key) {
    List<String> values = settings.getOrDefault(key, List.of());
    return values.isEmpty() ? null : values.get(0);
  }

  /** The settings as options of a command, as {@code --port=3306}. */
  public List<String> words() {
    return words(settings);
  }

  /** Settings as options of a command. */
  public static List<String> words(Map<String, List<String>> settings) {
    List<String> words = new ArrayList<>();
    settings.forEach(
        (key, values) -> {
          if (values.isEmpty()) {
            words.add("--" + key);
          }
          values.forEach(value -> words.add("--" + key + "=" + value));
        });
    return words;
  }
}
