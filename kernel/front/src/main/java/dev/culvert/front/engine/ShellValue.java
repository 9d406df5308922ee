package dev.culvert.front.engine;

import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells {@code var lines = !ls} from {@code var more = !done}: both are what a cell may say.
 *
 * <p>Only {@code var} and {@code List<String>} can take the lines of a command. Behind {@code var}
 * it is Java when the first name is one that the notebook or the cell knows, or looks like a call
 * or a constant of a class: whatever is left would not compile as Java.
 */
final class ShellValue {

  private static final Pattern DECLARES =
      Pattern.compile(
          "(?<![\\w$.])(var|(?:java\\.util\\.)?List\\s*<\\s*String\\s*>)\\s+([\\p{L}_$][\\p{L}\\p{N}_$]*)"
              + "\\s*=\\s*$");
  private static final Pattern FIRST_NAME =
      Pattern.compile(
          "[!\\s(]*([\\p{L}_$][\\p{L}\\p{N}_$]*)(\\s*\\(|\\.\\w+\\(|)(.*)", Pattern.DOTALL);
  private static final Pattern CONSTANT = Pattern.compile("\\p{Lu}[\\p{L}\\p{N}_$]*\\.[\\s\\S]*");

  private ShellValue() {}

  /**
   * Whether a shell command follows.
   *
   * @param java the cell's Java before the exclamation mark
   * @param rest the line behind it
   * @param known whether the notebook declares a name
   */
  static boolean follows(CharSequence java, String rest, Predicate<String> known) {
    Optional<Matcher> declared = find(DECLARES.matcher(tail(java)));
    if (declared.isEmpty() || rest.isBlank()) {
      return false;
    } else if (!declared.get().group(1).equals("var")) {
      return true; // no List<String> begins with an exclamation mark
    }
    Matcher first = FIRST_NAME.matcher(rest);
    if (!first.matches()) {
      return !rest.stripLeading().startsWith("(");
    }
    String name = first.group(1);
    if (name.equals(declared.get().group(2))) {
      return true; // no variable is initialised with itself
    }
    boolean calls = !first.group(2).isEmpty();
    return !calls
        && !rest.stripLeading().startsWith("(")
        && !CONSTANT.matcher(rest.stripLeading()).matches()
        && !isLiteral(name)
        && !known.test(name)
        && !declares(java.toString(), name);
  }

  private static Optional<Matcher> find(Matcher matcher) {
    return matcher.find() ? Optional.of(matcher) : Optional.empty();
  }

  /** What may hold the declaration: a search in all of a long cell would be slow. */
  private static CharSequence tail(CharSequence java) {
    return java.subSequence(Math.max(0, java.length() - 200), java.length());
  }

  private static boolean isLiteral(String name) {
    return name.equals("true") || name.equals("false") || name.equals("this");
  }

  /** Whether the name stands in the code, outside strings and comments. */
  private static boolean declares(String java, String name) {
    int at = 0;
    while (at < java.length()) {
      int behind = JavaLexer.skip(java, at);
      if (behind == at && Character.isJavaIdentifierStart(java.charAt(at))) {
        while (behind < java.length() && Character.isJavaIdentifierPart(java.charAt(behind))) {
          behind++;
        }
        if (java.substring(at, behind).equals(name)) {
          return true;
        }
      }
      at = Math.max(behind, at + 1);
    }
    return false;
  }
}
