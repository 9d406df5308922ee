package dev.culvert.front.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A documentation comment as people read it: inline tags resolved, block tags under headings.
 * Immutable.
 */
final class JavadocText {

  private static final Pattern BLOCK = Pattern.compile("(?m)^\\s*@(\\w+)\\s*");
  private static final Map<String, String> HEADINGS = new LinkedHashMap<>();

  static {
    HEADINGS.put("param", "Parameters");
    HEADINGS.put("return", "Returns");
    HEADINGS.put("throws", "Throws");
    HEADINGS.put("exception", "Throws");
    HEADINGS.put("since", "Since");
    HEADINGS.put("deprecated", "Deprecated");
    HEADINGS.put("see", "See also");
  }

  private final String html;

  /**
   * @param comment the text between the stars, as the compiler's tools give it
   */
  JavadocText(String comment) {
    html = SafeHtml.of(render(comment));
  }

  /** As {@link SafeHtml}. */
  String html() {
    return html;
  }

  private static String render(String comment) {
    Matcher tag = BLOCK.matcher(comment);
    int mainEnd = tag.find() ? tag.start() : comment.length();
    StringBuilder html = new StringBuilder(inline(comment.substring(0, mainEnd)).strip());
    Map<String, List<String>> blocks = new LinkedHashMap<>();
    while (mainEnd < comment.length()) {
      String name = tag.group(1);
      int start = tag.end();
      mainEnd = tag.find() ? tag.start() : comment.length();
      String heading = HEADINGS.get(name);
      if (heading != null) {
        String text = comment.substring(start, mainEnd).strip();
        blocks.computeIfAbsent(heading, key -> new ArrayList<>()).add(block(name, text));
      }
    }
    blocks.forEach(
        (heading, texts) -> {
          html.append("<dl><dt><b>").append(heading).append(":</b></dt>");
          texts.forEach(text -> html.append("<dd>").append(text).append("</dd>"));
          html.append("</dl>");
        });
    return html.toString();
  }

  private static String block(String tag, String text) {
    boolean named = tag.equals("param") || tag.equals("throws") || tag.equals("exception");
    if (!named) {
      return tag.equals("see") ? reference(text) : inline(text);
    }
    String[] parts = text.split("\\s+", 2);
    String rest = parts.length == 2 ? " - " + inline(parts[1]) : "";
    return "<code>" + escape(parts[0]) + "</code>" + rest;
  }

  /** Replaces {@code {@tag text}}, whose text may hold braces of its own. */
  private static String inline(String text) {
    StringBuilder html = new StringBuilder();
    int at = 0;
    for (int open = text.indexOf("{@"); open >= 0; open = text.indexOf("{@", at)) {
      int close = closing(text, open);
      html.append(text, at, open).append(tag(text.substring(open + 2, close)));
      at = Math.min(text.length(), close + 1);
    }
    return html.append(text.substring(at)).toString();
  }

  private static int closing(String text, int open) {
    int depth = 0;
    for (int at = open; at < text.length(); at++) {
      char c = text.charAt(at);
      depth += c == '{' ? 1 : c == '}' ? -1 : 0;
      if (depth == 0) {
        return at;
      }
    }
    return text.length();
  }

  private static String tag(String tag) {
    String[] parts = tag.strip().split("\\s+", 2);
    String text = parts.length == 2 ? parts[1] : "";
    return switch (parts[0]) {
      case "code", "value", "systemProperty" -> "<code>" + escape(text) + "</code>";
      case "literal" -> escape(text);
      case "link", "linkplain" -> reference(text);
      case "snippet" -> "<pre>" + escape(text.substring(text.indexOf(':') + 1)) + "</pre>";
      case "inheritDoc", "docRoot" -> "";
      default -> inline(text); // index, return, summary: their text is what is read
    };
  }

  /** {@code java.util.List#of(E) label}: the label, or the name as it is written in code. */
  private static String reference(String text) {
    if (text.startsWith("<") || text.startsWith("\"")) {
      return text;
    }
    int depth = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      depth += c == '(' || c == '<' ? 1 : c == ')' || c == '>' ? -1 : 0;
      if (depth == 0 && Character.isWhitespace(c)) {
        return inline(text.substring(i).strip());
      }
    }
    String name = text.startsWith("#") ? text.substring(1) : text.replace('#', '.');
    return "<code>" + escape(name) + "</code>";
  }

  static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
