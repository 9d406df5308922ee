package dev.culvert.magics.printopts.internal;

import dev.culvert.api.MagicCall;
import dev.culvert.api.UserError;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The words of a call, all of the form {@code name=value}; values may be objects of any type. */
final class Assignments {

  private Assignments() {}

  static Map<String, Object> of(MagicCall call) {
    List<String> words = call.args();
    if (words.isEmpty()) {
      throw UserError.usage("%%printopts: needs settings, as %%printopts precision=3.");
    }
    Map<String, Object> assignments = new LinkedHashMap<>();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      Object value = call.values().get(i);
      int equals = word.indexOf('=');
      if (equals <= 0) {
        throw UserError.usage(
            "%printopts: '"
                + word
                + "' is no setting. Write name=value without blanks around =, as precision=3."
                + " Nothing was changed.");
      }
      assignments.put(
          word.substring(0, equals), value == null ? word.substring(equals + 1) : value);
    }
    return assignments;
  }
}
