package dev.culvert.front.engine;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.SourceCodeAnalysis.Suggestion;

/** Questions about code that is still being written. Stateless; the caller holds JShell's lock. */
public final class Completion {

  private Completion() {}

  /**
   * What may stand at the cursor.
   *
   * @param start where the text begins that a match replaces
   * @param end behind that text
   */
  public record Matches(List<String> matches, int start, int end) {}

  /**
   * Whether code is complete.
   *
   * @param status {@code complete}, {@code incomplete}, {@code invalid} or {@code unknown}
   * @param indent indentation of the next line, when incomplete
   */
  public record Status(String status, String indent) {}

  static Status status(SourceCodeAnalysis analysis, String code) {
    if (code.stripLeading().startsWith("%%")) {
      boolean blankLineEnds = code.endsWith("\n\n") || !code.contains("\n");
      return new Status(blankLineEnds ? "complete" : "incomplete", "");
    }
    String rest = code;
    while (true) {
      CompletionInfo info = analysis.analyzeCompletion(rest);
      switch (info.completeness()) {
        case COMPLETE, COMPLETE_WITH_SEMI, EMPTY -> {
          if (info.remaining() == null || info.remaining().isBlank()) {
            return new Status("complete", "");
          }
          rest = info.remaining();
        }
        case DEFINITELY_INCOMPLETE, CONSIDERED_INCOMPLETE -> {
          return new Status("incomplete", indent(code));
        }
        default -> {
          return new Status("invalid", "");
        }
      }
    }
  }

  private static String indent(String code) {
    int depth = 0;
    int at = 0;
    while (at < code.length()) {
      int behind = JavaLexer.skip(code, at);
      if (behind > at) {
        at = behind;
        continue;
      }
      char c = code.charAt(at++);
      depth += c == '{' ? 1 : c == '}' ? -1 : 0;
    }
    return "    ".repeat(Math.max(0, depth));
  }

  /**
   * @param catalog the magics; null while none was used, then their names are not offered
   */
  static Matches complete(
      SourceCodeAnalysis analysis, MagicCatalog catalog, String code, int cursor) {
    int lineStart = code.lastIndexOf('\n', cursor - 1) + 1;
    String line = code.substring(lineStart, cursor);
    if (catalog != null && line.matches("\\s*%{1,2}[\\w-]*")) {
      return magics(catalog, line, cursor);
    }
    int from = startOfSnippet(analysis, code, cursor);
    int[] anchor = new int[1];
    List<Suggestion> suggestions =
        analysis.completionSuggestions(code.substring(from), cursor - from, anchor);
    Set<String> matches =
        suggestions.stream()
            .sorted((a, b) -> Boolean.compare(b.matchesType(), a.matchesType()))
            .map(Suggestion::continuation)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    int start = matches.isEmpty() ? cursor : from + anchor[0];
    return new Matches(new ArrayList<>(matches), start, cursor);
  }

  private static Matches magics(MagicCatalog catalog, String line, int cursor) {
    String typed = line.strip();
    String marks = typed.startsWith("%%") ? "%%" : "%";
    String prefix = typed.substring(marks.length());
    List<String> matches =
        catalog.names().stream()
            .filter(name -> name.startsWith(prefix))
            .map(name -> marks + name)
            .toList();
    return new Matches(matches, cursor - typed.length(), cursor);
  }

  /** JShell completes one snippet: the one in which the cursor stands. */
  private static int startOfSnippet(SourceCodeAnalysis analysis, String code, int cursor) {
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

  static Optional<String> inspect(SourceCodeAnalysis analysis, String code, int cursor) {
    int end = cursor;
    while (end < code.length() && Character.isJavaIdentifierPart(code.charAt(end))) {
      end++;
    }
    int from = startOfSnippet(analysis, code, end);
    String snippet = code.substring(from, end);
    List<SourceCodeAnalysis.Documentation> found =
        analysis.documentation(snippet, snippet.length(), true);
    if (found.isEmpty()) {
      found = analysis.documentation(snippet + "(", snippet.length() + 1, true);
    }
    String text =
        found.stream()
            .map(
                doc ->
                    doc.javadoc() == null
                        ? doc.signature()
                        : doc.signature() + "\n" + doc.javadoc())
            .collect(Collectors.joining("\n\n"));
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }
}
