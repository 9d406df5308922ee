package dev.culvert.app.notebook;

import dev.culvert.api.UserError;
import java.util.List;
import java.util.Map;
import javax.lang.model.SourceVersion;

/**
 * Values given on the command line, as a cell of Java.
 *
 * <p>As papermill does: the cell tagged {@code parameters} holds the defaults, the injected cell
 * follows it; one that an earlier run injected is replaced. The type is read off the value's form:
 * {@code int}, {@code long}, {@code double}, {@code boolean}, else {@code String}; quotes make
 * anything a {@code String}.
 */
final class Parameters {

  private static final String DEFAULTS = "parameters";
  private static final String INJECTED = "injected-parameters";

  private Parameters() {}

  static void inject(NotebookFile notebook, Map<String, String> values) {
    if (values.isEmpty()) {
      return;
    }
    String source = source(values);
    List<NotebookCell> cells = notebook.cells();
    cells.removeIf(cell -> cell.hasTag(INJECTED));
    int at = 0;
    for (int i = 0; i < cells.size(); i++) {
      if (cells.get(i).isCode() && cells.get(i).hasTag(DEFAULTS)) {
        at = i + 1;
        break;
      }
    }
    notebook.insertCode(at, source, INJECTED);
  }

  static String source(Map<String, String> values) {
    StringBuilder source = new StringBuilder("// Parameters");
    values.forEach((name, value) -> source.append('\n').append(declaration(name, value)));
    return source.toString();
  }

  private static String declaration(String name, String value) {
    if (!SourceVersion.isIdentifier(name) || SourceVersion.isKeyword(name)) {
      throw UserError.usage("-p " + name + ": '" + name + "' is no name for a Java variable.");
    }
    if (value.matches("-?\\d+[lL]?")) {
      return whole(name, value);
    } else if (value.matches("-?(\\d+\\.\\d*|\\.\\d+)([eE][+-]?\\d+)?|-?\\d+[eE][+-]?\\d+")) {
      return "double " + name + " = " + value + ";";
    } else if (value.equals("true") || value.equals("false")) {
      return "boolean " + name + " = " + value + ";";
    }
    boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
    String text = quoted ? value.substring(1, value.length() - 1) : value;
    return "String " + name + " = \"" + escaped(text) + "\";";
  }

  private static String whole(String name, String value) {
    boolean asksForLong = value.toLowerCase(java.util.Locale.ROOT).endsWith("l");
    String digits = asksForLong ? value.substring(0, value.length() - 1) : value;
    try {
      long number = Long.parseLong(digits);
      return !asksForLong && number == (int) number
          ? "int " + name + " = " + number + ";"
          : "long " + name + " = " + number + "L;";
    } catch (NumberFormatException e) {
      throw UserError.usage(
          "-p " + name + "=" + value + ": too large for a long; quote it to pass it as text.");
    }
  }

  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    for (char c : text.toCharArray()) {
      switch (c) {
        case '"', '\\' -> escaped.append('\\').append(c);
        case '\n' -> escaped.append("\\n");
        case '\r' -> escaped.append("\\r");
        case '\t' -> escaped.append("\\t");
        default -> escaped.append(c < ' ' ? String.format("\\u%04x", (int) c) : c);
      }
    }
    return escaped.toString();
  }
}
