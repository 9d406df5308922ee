package dev.culvert.worker.wire;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names of classes of cells. Each lies in a wrapper of JShell's or ours: {@code REPL.$JShell$}, the
 * number of a declaration, or a {@code B} and that of a block, and letters for each time a
 * declaration was replaced.
 */
public final class SnippetNames {

  private static final Pattern NAME = Pattern.compile("(REPL\\.\\$JShell\\$B?\\d+)[A-Z]*");
  private static final Pattern WRAPPER = Pattern.compile(NAME + "\\$");

  private SnippetNames() {}

  /** The outermost class around a class of a cell; itself when it has another kind of name. */
  public static String wrapper(String className) {
    Matcher matcher = NAME.matcher(className);
    return matcher.lookingAt() ? matcher.group() : className;
  }

  /** What stays the same in the name of a wrapper when the declaration in it is replaced. */
  public static String declaration(String wrapper) {
    Matcher matcher = NAME.matcher(wrapper);
    return matcher.lookingAt() ? matcher.group(1) : wrapper;
  }

  /** User classes as the user wrote them, without the wrapper. */
  public static String strip(String text) {
    return text.contains("REPL.$JShell$") ? WRAPPER.matcher(text).replaceAll("") : text;
  }
}
