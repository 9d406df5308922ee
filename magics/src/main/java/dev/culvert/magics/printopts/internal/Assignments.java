package dev.culvert.magics.printopts.internal;

import dev.culvert.api.UserError;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Words of the form {@code name=value}. */
final class Assignments {

  private Assignments() {}

  static Map<String, String> of(List<String> words) {
    if (words.isEmpty()) {
      throw UserError.usage("%%printopts: needs settings, as %%printopts precision=3.");
    }
    Map<String, String> assignments = new LinkedHashMap<>();
    for (String word : words) {
      int equals = word.indexOf('=');
      if (equals <= 0) {
        throw UserError.usage(
            "%printopts: '"
                + word
                + "' is no setting. Write name=value without blanks around =, as precision=3."
                + " Nothing was changed.");
      }
      assignments.put(word.substring(0, equals), word.substring(equals + 1));
    }
    return assignments;
  }
}
