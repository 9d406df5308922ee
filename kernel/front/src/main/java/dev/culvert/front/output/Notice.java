package dev.culvert.front.output;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** What stands in a cell where output is left out. */
final class Notice {

  private Notice() {}

  static Map<String, Object> of(long leftOut, long written, CellRecord record) {
    String what = Size.text(leftOut) + " of " + Size.text(written) + " are left out here.";
    Path file = record.file();
    if (file == null) {
      return content(what + " No file holds them: " + record.failure() + ".", null, file);
    }
    String lacks =
        record.missing() == 0
            ? ""
            : " without the last "
                + Size.text(record.missing())
                + (record.failure() == null
                    ? " (CULVERT_OUTPUT_FILE_LIMIT)"
                    : " (" + record.failure() + ")");
    return content(what, "Whole output" + lacks + ": ", file);
  }

  private static Map<String, Object> content(String what, String before, Path file) {
    if (file == null) {
      return Map.of("text/plain", "[" + what + "]", "text/html", html(escaped(what)));
    }
    Optional<String> link = SpillFolder.link(file);
    String name =
        link.map(href -> "<a href=\"" + href + "\" target=\"_blank\">" + escaped(href) + "</a>")
            .orElse("<code>" + escaped(file.toString()) + "</code>");
    return Map.of(
        "text/plain",
        "[" + what + " " + before + link.orElse(file.toString()) + "]",
        "text/html",
        html(escaped(what + " " + before) + name));
  }

  private static String html(String text) {
    return "<div style=\"opacity: 0.7; font-style: italic\">" + text + "</div>";
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
