package dev.culvert.front.engine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import javax.lang.model.SourceVersion;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.SourceCodeAnalysis.QualifiedNames;
import jdk.jshell.SourceCodeAnalysis.Suggestion;

/**
 * What may stand at a place in code that is still being written: Java, magics with their options,
 * files in strings and commands, dependencies in comments. Stateless; the caller holds JShell's
 * lock.
 */
public final class Completion {

  private static final String DEPENDENCIES = "//DEPS ";
  private static final String SOURCES = "//SOURCES ";

  private Completion() {}

  /**
   * What may stand at the cursor.
   *
   * @param start where the text begins that a match replaces
   * @param end behind that text
   */
  public record Matches(List<Match> matches, int start, int end) {}

  /**
   * One of them.
   *
   * @param type what it is, in the words that front ends have icons for: {@code function}, {@code
   *     class}, {@code keyword}, {@code magic}, {@code path} ...
   */
  public record Match(String text, String type) {}

  /**
   * @param catalog asked only on a magic's line
   * @param here the notebook's folder
   */
  static Matches complete(
      SourceCodeAnalysis analysis,
      Supplier<MagicCatalog> catalog,
      String code,
      int cursor,
      Path here) {
    int lineStart = code.lastIndexOf('\n', cursor - 1) + 1;
    String line = code.substring(lineStart, cursor);
    String stripped = line.stripLeading();
    if (stripped.startsWith("!")) {
      return FileNames.complete(here, lastWord(stripped.substring(1)), cursor);
    }
    if (stripped.startsWith(DEPENDENCIES)) {
      return LocalRepository.complete(lastWord(stripped.substring(DEPENDENCIES.length())), cursor);
    }
    if (stripped.startsWith(SOURCES)) {
      return FileNames.complete(here, lastWord(stripped.substring(SOURCES.length())), cursor);
    }
    if (stripped.startsWith("%")) {
      return MagicCompletion.complete(catalog.get(), stripped, cursor, here);
    }
    int magic = line.indexOf("= %");
    if (magic >= 0 && !isInString(line, magic)) {
      return MagicCompletion.complete(catalog.get(), line.substring(magic + 2), cursor, here);
    }
    int open = openString(code, lineStart, cursor);
    return open >= 0
        ? FileNames.complete(here, code.substring(open + 1, cursor), cursor)
        : java(analysis, code, cursor);
  }

  private static boolean isInString(String line, int at) {
    return openString(line, 0, at) >= 0;
  }

  static String lastWord(String text) {
    int start = text.length();
    while (start > 0 && !Character.isWhitespace(text.charAt(start - 1))) {
      start--;
    }
    return text.substring(start);
  }

  /** The quote that opens the string in which the cursor stands; -1 when it stands in none. */
  private static int openString(String code, int lineStart, int cursor) {
    int at = lineStart;
    while (at < cursor) {
      int behind = JavaLexer.skip(code, at);
      if (behind > at) {
        boolean closes = behind <= cursor && behind - at > 1 && code.charAt(behind - 1) == '"';
        if (code.charAt(at) == '"' && !closes) {
          return at;
        }
        at = behind;
      } else {
        at++;
      }
    }
    return -1;
  }

  private static Matches java(SourceCodeAnalysis analysis, String code, int cursor) {
    int from = startOfSnippet(analysis, code, cursor);
    int[] anchor = new int[1];
    List<Suggestion> suggestions =
        analysis.completionSuggestions(code.substring(from), cursor - from, anchor);
    Set<String> texts = new LinkedHashSet<>();
    suggestions.stream()
        .sorted(Comparator.comparing(Suggestion::matchesType).reversed())
        .forEach(suggestion -> texts.add(suggestion.continuation()));
    if (texts.isEmpty()) {
      return missingImport(analysis, code.substring(from, cursor), cursor);
    }
    List<Match> matches = new ArrayList<>();
    texts.forEach(text -> matches.add(new Match(text, typeOf(text))));
    return new Matches(matches, from + anchor[0], cursor);
  }

  /** A type that is known, only not by this name: its full name is offered. */
  private static Matches missingImport(SourceCodeAnalysis analysis, String snippet, int cursor) {
    QualifiedNames names = analysis.listQualifiedNames(snippet, snippet.length());
    List<Match> matches =
        names.isResolvable()
            ? List.of()
            : names.getNames().stream().map(name -> new Match(name, "class")).toList();
    int start = matches.isEmpty() ? cursor : cursor - names.getSimpleNameLength();
    return new Matches(matches, start, cursor);
  }

  private static String typeOf(String text) {
    if (text.contains("(")) {
      return "function";
    } else if (SourceVersion.isKeyword(text.strip())) {
      return "keyword";
    }
    boolean upper = Character.isUpperCase(text.charAt(0));
    boolean constant = text.equals(text.toUpperCase(java.util.Locale.ROOT)) && text.length() > 1;
    return upper && !constant ? "class" : "instance";
  }

  /** JShell completes one snippet: the one in which the cursor stands. */
  static int startOfSnippet(SourceCodeAnalysis analysis, String code, int cursor) {
    int from = 0;
    while (true) {
      CompletionInfo info = analysis.analyzeCompletion(code.substring(from, cursor));
      String remaining = info.remaining();
      boolean more = info.completeness().isComplete() && remaining != null && !remaining.isBlank();
      if (!more) {
        return from;
      }
      from = cursor - remaining.length();
    }
  }
}
