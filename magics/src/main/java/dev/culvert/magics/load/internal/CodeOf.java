package dev.culvert.magics.load.internal;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.culvert.api.UserError;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Makes the text of a cell of what a file holds, by the end of its name. */
final class CodeOf {

  private static final String JSHELL_ALONE =
      "(?m)^([ \\t]*)(/(?:set|open|exit|save|env|edit|drop|reload|[!-]|\\d)(?:\\b.*|)$)";
  private static final String PACKAGE = "(?m)^([ \\t]*)(package\\s+[\\w.]+\\s*;)";

  private CodeOf() {}

  /**
   * The code of a file.
   *
   * @throws UserError if it is a notebook that cannot be read
   */
  static String text(String name, String content) {
    String text = content.replace("\r\n", "\n");
    if (name.endsWith(".ipynb")) {
      return cells(name, text);
    } else if (name.endsWith(".jsh")) {
      return text.replaceAll(JSHELL_ALONE, "$1// $2");
    }
    return name.endsWith(".java") ? text.replaceFirst(PACKAGE, "$1// $2") : text;
  }

  private static String cells(String name, String text) {
    List<String> codes = new ArrayList<>();
    try {
      Object cells = JSON.std.mapFrom(text).get("cells");
      if (!(cells instanceof List<?> list)) {
        throw new UserError("LoadError", name + " is no notebook of format 4: it has no cells.");
      }
      for (Object each : list) {
        if (each instanceof Map<?, ?> cell && "code".equals(cell.get("cell_type"))) {
          codes.add(source(cell.get("source")).stripTrailing());
        }
      }
    } catch (IOException e) {
      throw new UserError("LoadError", name + " is no notebook: it is no JSON.", e);
    }
    return String.join("\n\n", codes) + "\n";
  }

  private static String source(Object source) {
    return source instanceof List<?> lines
        ? lines.stream().map(String::valueOf).collect(Collectors.joining())
        : String.valueOf(source);
  }
}
