package dev.culvert.app.notebook;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Java source as coloured HTML: good enough to read, no parser. */
final class JavaColours {

  private static final Pattern TOKEN =
      Pattern.compile(
          "(?<comment>//[^\n]*|(?s:/\\*.*?(?:\\*/|\\z)))"
              + "|(?<string>(?s:\"\"\".*?(?:\"\"\"|\\z))|\"(?:\\\\.|[^\"\\\\\n])*\"?"
              + "|'(?:\\\\.|[^'\\\\\n])*'?)"
              + "|(?<magic>(?m:^[ \t]*(?:%%?[A-Za-z]\\w*|!)))"
              + "|(?<annotation>@[A-Za-z_][\\w.]*)"
              + "|(?<number>\\b(?:0[xX][0-9a-fA-F_]+|\\d[\\d_]*(?:\\.\\d+)?(?:[eE][+-]?\\d+)?)"
              + "[lLfFdD]?\\b)"
              + "|(?<keyword>\\b(?:abstract|assert|boolean|break|byte|case|catch|char|class|const"
              + "|continue|default|do|double|else|enum|extends|false|final|finally|float|for|if"
              + "|implements|import|instanceof|int|interface|long|native|new|null|package|private"
              + "|protected|public|record|return|short|static|strictfp|super|switch|synchronized"
              + "|this|throw|throws|transient|true|try|var|void|volatile|while|yield)\\b)");

  private static final String[] KINDS = {
    "comment", "string", "magic", "annotation", "number", "keyword"
  };

  private JavaColours() {}

  static String toHtml(String source) {
    StringBuilder html = new StringBuilder();
    Matcher matcher = TOKEN.matcher(source);
    int from = 0;
    while (matcher.find()) {
      html.append(Html.escaped(source.substring(from, matcher.start())));
      html.append("<span class=\"").append(kind(matcher)).append("\">");
      html.append(Html.escaped(matcher.group())).append("</span>");
      from = matcher.end();
    }
    return html.append(Html.escaped(source.substring(from))).toString();
  }

  private static String kind(Matcher matcher) {
    for (String kind : KINDS) {
      if (matcher.group(kind) != null) {
        return kind;
      }
    }
    throw new IllegalStateException("a token of no kind: " + matcher.group());
  }
}
