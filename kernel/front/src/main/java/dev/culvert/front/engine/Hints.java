package dev.culvert.front.engine;

import dev.culvert.api.Nearest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jdk.jshell.Diag;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.QualifiedNames;
import jdk.jshell.SourceCodeAnalysis.Suggestion;

/**
 * What code that names something unknown most likely meant: a variable that was lost, a class that
 * is not imported, or a name nearby. Guarded by the engine's lock, as every use of JShell.
 */
final class Hints {

  private static final int MOST_IMPORTS = 3;
  private static final int SHORT_NAME = 2; // all of Java has names near to it
  private static final long INDEX_MILLIS = 2_000;
  private static final long INDEX_POLL_MILLIS = 20;
  private static final Pattern SYMBOL =
      Pattern.compile("symbol:\\s+(?:class|interface|variable|method)\\s+([\\p{L}\\p{N}_$]+)");
  private static final Pattern PACKAGE = Pattern.compile("package ([\\w.]+) does not exist");
  private static final Pattern NAME = Pattern.compile("[\\p{L}_$][\\p{L}\\p{N}_$]*+(\\s*\\()?");

  private final Supplier<SourceCodeAnalysis> analysis;
  private final Predicate<String> lost;

  Hints(Supplier<SourceCodeAnalysis> analysis, Predicate<String> lost) {
    this.analysis = analysis;
    this.lost = lost;
  }

  /**
   * A sentence for an error of the compiler; empty when there is nothing helpful to say.
   *
   * @param source the snippet, in which the error's position counts
   */
  Optional<String> of(Diag error, String source) {
    String message = error.getMessage(Locale.ROOT);
    Matcher symbol = SYMBOL.matcher(message);
    if (error.getCode().startsWith("compiler.err.cant.resolve") && symbol.find()) {
      int at = (int) error.getPosition();
      boolean member = at >= 0 && at < source.length() && source.charAt(at) == '.';
      return member
          ? nearest(symbol.group(1), completions(source.substring(0, at + 1)))
          : ofName(symbol.group(1), source);
    }
    Matcher unknown = PACKAGE.matcher(message);
    if (error.getCode().equals(ErrorText.UNKNOWN_PACKAGE) && unknown.find()) {
      return ofPackage(unknown.group(1), source);
    }
    return Optional.empty();
  }

  private Optional<String> ofName(String name, String source) {
    if (lost.test(name)) {
      return Optional.of(name + " was lost with the worker; declare it again.");
    }
    return imports(name).or(() -> nearest(name, namesLike(name, source)));
  }

  private Optional<String> ofPackage(String name, String source) {
    int dot = name.lastIndexOf('.');
    if (dot >= 0) {
      String parent = name.substring(0, dot + 1);
      return nearest(parent, name.substring(dot + 1), completions("import " + parent));
    }
    return source.startsWith("import ") ? Optional.empty() : ofName(name, source);
  }

  private static Optional<String> nearest(String name, Map<String, String> shownByName) {
    return nearest("", name, shownByName);
  }

  /** All letters are near to each other, so a letter alone is near to none. */
  private static Optional<String> nearest(
      String parent, String name, Map<String, String> shownByName) {
    return name.length() == 1
        ? Optional.empty()
        : Nearest.to(name, shownByName.keySet())
            .map(near -> "Did you mean " + parent + shownByName.get(near) + "?");
  }

  /** What stands in the source, and what Java and the notebook have with the same first letter. */
  private Map<String, String> namesLike(String name, String source) {
    Map<String, String> names = new LinkedHashMap<>();
    Matcher words = NAME.matcher(withoutTexts(source));
    while (words.find()) {
      put(names, words.group().strip());
    }
    if (name.length() > SHORT_NAME) {
      String first = name.substring(0, 1);
      names.putAll(completions(first.toUpperCase(Locale.ROOT)));
      names.putAll(completions(first.toLowerCase(Locale.ROOT)));
    }
    names.remove(name);
    return names;
  }

  private static String withoutTexts(String source) {
    StringBuilder code = new StringBuilder();
    for (int at = 0; at < source.length(); ) {
      int behind = JavaLexer.skip(source, at);
      code.append(behind > at ? ' ' : source.charAt(at));
      at = Math.max(behind, at + 1);
    }
    return code.toString();
  }

  /** What may stand at the end of code, as it is shown, by name. */
  private Map<String, String> completions(String code) {
    Map<String, String> names = new LinkedHashMap<>();
    for (Suggestion each : analysis.get().completionSuggestions(code, code.length(), new int[1])) {
      put(names, each.continuation().strip());
    }
    return names;
  }

  /** Methods are shown with parentheses; how they end depends on where the text is from. */
  private static void put(Map<String, String> names, String text) {
    int open = text.indexOf('(');
    String name = open < 0 ? text.replace(".", "") : text.substring(0, open).strip();
    names.put(name, open < 0 ? name : name + "()");
  }

  /** How a class that is known, but not by this name alone, is imported; empty without one. */
  Optional<String> imports(String name) {
    if (!Character.isUpperCase(name.charAt(0))) {
      return Optional.empty();
    }
    List<String> names = new ArrayList<>(qualified(name));
    names.sort((a, b) -> Boolean.compare(!a.startsWith("java."), !b.startsWith("java.")));
    return names.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "To import it: "
                + names.stream()
                    .limit(MOST_IMPORTS)
                    .map(each -> "import " + each + ";")
                    .collect(Collectors.joining(" or ")));
  }

  /** The index of all classes is made meanwhile, for the first time; JShell tells nobody when. */
  private Collection<String> qualified(String name) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(INDEX_MILLIS);
    QualifiedNames names = analysis.get().listQualifiedNames(name, name.length());
    while (!names.isUpToDate() && System.nanoTime() < end) {
      try {
        Thread.sleep(INDEX_POLL_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return List.of();
      }
      names = analysis.get().listQualifiedNames(name, name.length());
    }
    return names.isResolvable() ? List.of() : names.getNames();
  }
}
