package dev.culvert.app.notebook;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.culvert.api.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * A notebook as one HTML page that needs nothing else: styles and pictures are in it, and its
 * content security policy keeps it from loading anything.
 *
 * <p>Text is escaped; HTML outputs are the notebook's own word and stay as they are.
 */
final class HtmlPage {

  private static final List<String> PREFERRED =
      List.of(
          "text/html",
          "image/svg+xml",
          "image/png",
          "image/jpeg",
          "image/gif",
          "text/markdown",
          "application/json",
          "text/latex",
          "text/plain");

  private static final String POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline';"
          + " img-src data:; font-src data:; media-src data:";

  private final StringBuilder html = new StringBuilder();

  private HtmlPage() {}

  static void write(NotebookFile notebook, String title, Path file) {
    try {
      Files.writeString(file, of(notebook, title));
    } catch (IOException e) {
      throw new UserError(
          "NotWritten", "cannot write " + file + ": " + e + ". Choose another --html.", e);
    }
  }

  static String of(NotebookFile notebook, String title) {
    HtmlPage page = new HtmlPage();
    page.html
        .append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
        .append("<meta http-equiv=\"Content-Security-Policy\" content=\"")
        .append(POLICY)
        .append("\">\n")
        .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
        .append("<title>")
        .append(Html.escaped(title))
        .append("</title>\n<style>\n")
        .append(style())
        .append("</style>\n</head>\n<body>\n<main>\n");
    notebook.cells().forEach(page::cell);
    page.html.append("</main>\n</body>\n</html>\n");
    return page.html.toString();
  }

  private static String style() {
    try (InputStream css = HtmlPage.class.getResourceAsStream("notebook.css")) {
      return new String(css.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("notebook.css is missing from this build", e);
    }
  }

  private void cell(NotebookCell cell) {
    if (cell.isCode()) {
      code(cell);
    } else if (cell.isMarkdown()) {
      html.append("<section class=\"text\">\n")
          .append(
              Markdown.toHtml(cell.source(), NotebookCell.asMap(cell.json().get("attachments"))))
          .append("</section>\n");
    } else {
      html.append("<section class=\"text\"><pre>")
          .append(Html.escaped(cell.source()))
          .append("</pre></section>\n");
    }
  }

  private void code(NotebookCell cell) {
    Object count = cell.executionCount();
    html.append("<section class=\"code\">\n<div class=\"in\"><span class=\"count\">[")
        .append(count == null ? " " : Html.escaped(count.toString()))
        .append("]</span><pre><code>")
        .append(JavaColours.toHtml(cell.source()))
        .append("</code></pre></div>\n");
    cell.outputs().forEach(this::output);
    html.append("</section>\n");
  }

  private void output(Map<String, Object> output) {
    switch (String.valueOf(output.get("output_type"))) {
      case "stream" -> text("stream " + name(output), NotebookCell.text(output.get("text")));
      case "error" -> text("error", error(output));
      default -> shown(NotebookCell.asMap(output.get("data")));
    }
  }

  private static String name(Map<String, Object> output) {
    return "stderr".equals(output.get("name")) ? "stderr" : "stdout";
  }

  private static String error(Map<String, Object> output) {
    return output.get("traceback") instanceof List<?> lines && !lines.isEmpty()
        ? String.join("\n", lines.stream().map(String::valueOf).toList())
        : output.get("ename") + ": " + output.get("evalue");
  }

  private void text(String classes, String text) {
    html.append("<pre class=\"out ")
        .append(classes)
        .append("\">")
        .append(Ansi.toHtml(CarriageReturns.applied(text)))
        .append("</pre>\n");
  }

  private void shown(Map<String, Object> data) {
    for (String mimeType : PREFERRED) {
      if (data.containsKey(mimeType)) {
        shown(mimeType, data.get(mimeType));
        return;
      }
    }
    if (!data.isEmpty()) {
      text("", data.keySet().toString());
    }
  }

  private void shown(String mimeType, Object value) {
    String content = NotebookCell.text(value);
    switch (mimeType) {
      case "text/html" -> block(content);
      case "text/markdown" -> block(Markdown.toHtml(content, Map.of()));
      case "image/svg+xml" ->
          image(
              mimeType,
              Base64.getEncoder().encodeToString(content.getBytes(StandardCharsets.UTF_8)));
      case "image/png", "image/jpeg", "image/gif" -> image(mimeType, content.replaceAll("\\s", ""));
      case "application/json" -> text("", json(value));
      default -> text("", content);
    }
  }

  private void block(String content) {
    html.append("<div class=\"out rich\">").append(content).append("</div>\n");
  }

  private void image(String mimeType, String base64) {
    block("<img alt=\"\" src=\"data:" + mimeType + ";base64," + Html.escaped(base64) + "\">");
  }

  private static String json(Object value) {
    try {
      return JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).asString(value);
    } catch (IOException e) {
      throw new IllegalStateException("a value of the notebook is not JSON", e);
    }
  }
}
