package dev.culvert.front.engine;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The little HTML of documentation comments as plain text. Stateless. */
final class HtmlText {

  private static final int WIDTH = 100;
  private static final Pattern TAG = Pattern.compile("<(/?)([a-zA-Z][a-zA-Z0-9]*)[^>]*>");
  private static final Pattern ENTITY = Pattern.compile("&(#x?[0-9a-fA-F]+|\\w+);");

  private final StringBuilder out = new StringBuilder();
  private int pre;

  private HtmlText() {}

  static String plain(String html) {
    HtmlText text = new HtmlText();
    Matcher tag = TAG.matcher(html);
    int at = 0;
    while (tag.find()) {
      text.words(html.substring(at, tag.start()));
      text.tag(tag.group(2).toLowerCase(java.util.Locale.ROOT), !tag.group(1).isEmpty());
      at = tag.end();
    }
    text.words(html.substring(at));
    return text.out.toString().strip();
  }

  private void words(String raw) {
    String text = decode(raw);
    if (pre > 0) {
      out.append(text);
      return;
    }
    if (text.isEmpty()) {
      return;
    }
    boolean spaced = Character.isWhitespace(text.charAt(0));
    for (String word : text.strip().split("\\s+")) {
      if (word.isEmpty()) {
        continue;
      }
      int column = out.length() - (out.lastIndexOf("\n") + 1);
      boolean atStart = column == 0 || out.charAt(out.length() - 1) == ' ';
      if (spaced && column + word.length() > WIDTH) {
        out.append('\n');
      } else if (spaced && !atStart) {
        out.append(' ');
      }
      out.append(word);
      spaced = true;
    }
    if (Character.isWhitespace(text.charAt(text.length() - 1)) && !endsWith(' ')) {
      out.append(' ');
    }
  }

  private void tag(String name, boolean closes) {
    switch (name) {
      case "pre" -> {
        pre += closes ? -1 : 1;
        newLines(2);
      }
      case "p", "ul", "ol", "dl", "table", "blockquote", "h1", "h2", "h3", "h4" ->
          newLines(closes ? 1 : 2);
      case "br", "tr", "dt", "div" -> newLines(1);
      case "li" -> {
        if (!closes) {
          newLines(1);
          out.append("  - ");
        }
      }
      case "dd" -> {
        if (!closes) {
          newLines(1);
          out.append("    ");
        }
      }
      default -> {
        // It changes how letters look, not where they stand.
      }
    }
  }

  private void newLines(int wanted) {
    while (endsWith(' ')) {
      out.setLength(out.length() - 1);
    }
    int there = 0;
    while (there < out.length() && out.charAt(out.length() - 1 - there) == '\n') {
      there++;
    }
    if (out.length() > 0) {
      out.append("\n".repeat(Math.max(0, wanted - there)));
    }
  }

  private boolean endsWith(char c) {
    return out.length() > 0 && out.charAt(out.length() - 1) == c;
  }

  private static String decode(String text) {
    return ENTITY
        .matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(entity(found.group(1))))
        .replace('\u00a0', ' ');
  }

  private static String entity(String name) {
    if (name.startsWith("#")) {
      boolean hex = name.startsWith("#x");
      return Character.toString(Integer.parseInt(name.substring(hex ? 2 : 1), hex ? 16 : 10));
    }
    return switch (name) {
      case "lt" -> "<";
      case "gt" -> ">";
      case "amp" -> "&";
      case "quot" -> "\"";
      case "nbsp" -> " ";
      case "mdash" -> "-";
      case "le" -> "<=";
      case "ge" -> ">=";
      case "ne" -> "!=";
      default -> "&" + name + ";";
    };
  }
}
