package dev.culvert.front.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * JBang's comments in a cell that say what it needs: {@code //DEPS}, {@code //REPOS}, {@code
 * //SOURCES}, {@code //JAVA}, {@code //PREVIEW}.
 *
 * <p>They count wherever a comment starts a line, in any order, as in a script; only the first
 * {@code //DEPS} or {@code //SOURCES} has to stand above the code, since cells run from top to
 * bottom. All dependencies of a cell are one call of {@code %maven}, so that one choice of versions
 * is made for them; behind it all sources are one call of {@code %sources}.
 */
final class Directives {

  private static final Pattern DIRECTIVE =
      Pattern.compile("//(DEPS|REPOS|SOURCES|JAVA)[ \\t]+(\\S.*)", Pattern.DOTALL);

  /** The magic that compiles and imports sources. */
  private static final String SOURCES = "sources";

  private static final String DEPENDENCIES = "maven";
  private static final Pattern SEPARATOR = Pattern.compile("[\\s,;]+");
  private static final Pattern JAVA = Pattern.compile("(\\d+)(\\+?)");
  private static final String PREVIEW = "//PREVIEW";

  private final int at; // where the first //DEPS or //SOURCES stands
  private final List<String> repositories = new ArrayList<>();
  private final List<String> dependencies = new ArrayList<>();
  private final List<String> sources = new ArrayList<>();

  private Directives(int at) {
    this.at = at;
  }

  /**
   * What the text asks for.
   *
   * @param from where its Java starts
   * @param feature of the Java that runs the cells
   * @return empty when it names neither dependencies nor sources
   * @throws CellException when it asks for another Java, or too late for one of these
   */
  static Optional<Directives> in(String text, int from, int feature) throws CellException {
    if (Stream.of("//DEPS", "//SOURCES", "//JAVA").noneMatch(text::contains)) {
      return Optional.empty(); // nearly every cell
    }
    Directives found = null;
    List<String> repositories = new ArrayList<>();
    boolean belowCode = false;
    int at = from;
    while (at < text.length()) {
      int behind = JavaLexer.skip(text, at);
      if (!JavaLexer.isComment(text, at)) {
        belowCode |= !Character.isWhitespace(text.charAt(at));
        at = Math.max(behind, at + 1);
        continue;
      }
      Matcher directive = DIRECTIVE.matcher(text).region(at, behind);
      if (directive.matches() && startsLine(text, at)) {
        List<String> values = values(directive.group(2));
        switch (directive.group(1)) {
          case "JAVA" -> checkJava(values.get(0), feature);
          case "REPOS" -> repositories.addAll(values);
          default -> {
            found = found == null ? first(directive.group(1), at, belowCode) : found;
            boolean source = directive.group(1).equals("SOURCES");
            (source ? found.sources : found.dependencies).addAll(values);
          }
        }
      }
      at = behind;
    }
    if (found != null) {
      found.repositories.addAll(repositories);
    }
    return Optional.ofNullable(found);
  }

  /** Whether the text asks for preview features of this Java. */
  static boolean askForPreview(String text) {
    for (int at = text.indexOf(PREVIEW); at >= 0; at = text.indexOf(PREVIEW, at + 1)) {
      if (startsLine(text, at) && isCommentOfItsOwn(text, at)) {
        return true;
      }
    }
    return false;
  }

  /** Neither in a text block nor in a longer comment, and nothing but a remark behind the word. */
  private static boolean isCommentOfItsOwn(String text, int wanted) {
    int at = 0;
    while (at < wanted) {
      at = Math.max(JavaLexer.skip(text, at), at + 1);
    }
    int behind = wanted + PREVIEW.length();
    return at == wanted && (behind == text.length() || Character.isWhitespace(text.charAt(behind)));
  }

  private static boolean startsLine(String text, int at) {
    return text.substring(text.lastIndexOf('\n', at) + 1, at).isBlank();
  }

  private static List<String> values(String text) {
    int comment = text.indexOf(" //");
    String bare = comment < 0 ? text : text.substring(0, comment);
    return List.of(SEPARATOR.split(bare.strip()));
  }

  private static Directives first(String name, int at, boolean belowCode) throws CellException {
    if (belowCode) {
      throw new CellException(
          CellError.plain(
              "UsageError",
              "//"
                  + name
                  + " has to stand above the cell's first line of Java, which else runs without"
                  + " it."));
    }
    return new Directives(at);
  }

  private static void checkJava(String wanted, int feature) throws CellException {
    Matcher version = JAVA.matcher(wanted);
    if (!version.matches()) {
      throw new CellException(
          CellError.plain(
              "UsageError",
              "//JAVA " + wanted + ": give a version as 17, or 17+ for that one and newer."));
    }
    int asked = Integer.parseInt(version.group(1));
    boolean fits = version.group(2).isEmpty() ? feature == asked : feature >= asked;
    if (!fits) {
      throw new CellException(
          CellError.plain(
              "JavaVersionError",
              "//JAVA "
                  + wanted
                  + ": this notebook runs on Java "
                  + feature
                  + ". Choose a kernel on that Java, or install one: culvert install --java"
                  + " HOME."));
    }
  }

  /** Where in the text the calls have to stand. */
  int at() {
    return at;
  }

  /** The words of each call of a magic, by its name, in the order in which they have to be. */
  Map<String, List<String>> calls() {
    Map<String, List<String>> calls = new LinkedHashMap<>();
    if (!dependencies.isEmpty()) {
      List<String> words = new ArrayList<>(List.of("--jbang"));
      repositories.forEach(repository -> words.addAll(List.of("--repo", repository)));
      words.addAll(dependencies);
      calls.put(DEPENDENCIES, words);
    }
    if (!sources.isEmpty()) {
      calls.put(SOURCES, sources);
    }
    return calls;
  }
}
