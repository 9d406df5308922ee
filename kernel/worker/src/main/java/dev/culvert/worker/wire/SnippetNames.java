package dev.culvert.worker.wire;

import java.util.regex.Pattern;

/** Names of user classes as the user wrote them, without the class that JShell wraps around. */
public final class SnippetNames {

  private static final Pattern WRAPPER = Pattern.compile("REPL\\.\\$JShell\\$B?\\d+[A-Z]*\\$");

  private SnippetNames() {}

  public static String strip(String text) {
    return text.contains("REPL.$JShell$") ? WRAPPER.matcher(text).replaceAll("") : text;
  }
}
