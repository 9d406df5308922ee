package dev.culvert.front.engine;

import dev.culvert.worker.wire.Failure;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.ImportSnippet;
import jdk.jshell.JShell;
import jdk.jshell.PersistentSnippet;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.UnresolvedReferenceException;

/**
 * Says why a cell failed, from what JShell knows of its snippets. Guarded by the engine's lock, as
 * every use of JShell.
 */
final class CellErrors {

  private static final int MOST_BLOCKS = 1_000;

  private final JShell shell;
  private final Supplier<SourceCodeAnalysis> analysis;
  private final Hints hints;
  private final Map<String, Place> places = new HashMap<>(); // declared snippets, by JShell's id
  private final Map<String, Place> blocks = // the latest, by class name
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Place> eldest) {
          return size() > MOST_BLOCKS;
        }
      };

  /**
   * @param lost tells names of variables that were lost with a worker
   */
  CellErrors(JShell shell, Supplier<SourceCodeAnalysis> analysis, Predicate<String> lost) {
    this.shell = shell;
    this.analysis = analysis;
    this.hints = new Hints(analysis, lost);
  }

  /** Remembers where a declaration stands, for traces of later cells. */
  void declared(Snippet snippet, Place place) {
    places.put(snippet.id(), place);
  }

  /** Remembers where the code of a block stands, of which only late threads will ask. */
  void ran(Block block, Place place) {
    blocks.put(block.className(), place);
  }

  /** A piece that the compiler did not take. */
  CellError rejected(RunningCell cell, Piece piece, Snippet snippet) {
    return ErrorText.compileError(
        shell.diagnostics(snippet).toList(),
        cell.placeOf(piece),
        cell.source.java(),
        piece.offset(),
        error -> hints.of(error, piece.source()));
  }

  /** What keeps a declaration from being used. */
  String missing(Snippet snippet) {
    List<String> needs =
        snippet instanceof DeclarationSnippet declared
            ? shell.unresolvedDependencies(declared).toList()
            : List.of();
    String name = snippet instanceof PersistentSnippet named ? named.name() : snippet.source();
    if (needs.isEmpty()) {
      return name + " cannot be used yet.";
    }
    String imports =
        needs.stream()
            .flatMap(need -> hints.imports(need.substring(need.indexOf(' ') + 1)).stream())
            .map(hint -> " " + hint)
            .collect(Collectors.joining());
    return name
        + " cannot be used yet: it needs "
        + String.join(", ", needs)
        + ", not declared so far."
        + imports;
  }

  /** The cell used something of which {@link #missing} is true. */
  CellError unresolved(List<SnippetEvent> events) {
    return CellError.plain("CompileError", whatIsUnresolved(events));
  }

  private String whatIsUnresolved(List<SnippetEvent> events) {
    for (SnippetEvent event : events) {
      if (event.exception() instanceof UnresolvedReferenceException reference) {
        return missing(reference.getSnippet());
      }
    }
    return shell
        .snippets()
        .filter(snippet -> shell.status(snippet) == Snippet.Status.RECOVERABLE_DEFINED)
        .map(this::missing)
        .collect(Collectors.joining(" "));
  }

  /** What the worker says of the cell's end. */
  CellError explain(RunningCell cell, Failure failure) {
    return switch (failure.kind()) {
      case INTERRUPTED -> cell.interruption.error();
      case USER_ERROR -> CellError.plain(failure.name(), failure.message());
      case EXIT ->
          CellError.plain(
              "SystemExit",
              "System.exit("
                  + failure.message()
                  + ") ends the cell, not the kernel: variables and classes are kept.");
      default -> ErrorText.thrown(failure, placesOf(cell));
    };
  }

  private ErrorText.Places placesOf(RunningCell cell) {
    Map<String, ErrorText.Located> located = new HashMap<>();
    blocks.forEach(
        (name, place) ->
            located.put(name, new ErrorText.Located(place, IntUnaryOperator.identity())));
    shell.snippets().forEach(snippet -> locate(snippet, places.get(snippet.id()), located));
    for (Snippet snippet : cell.transients) {
      locate(snippet, cell.transientPlaces.get(snippet.id()), located);
    }
    return located::get;
  }

  private void locate(Snippet snippet, Place place, Map<String, ErrorText.Located> located) {
    if (place != null && !(snippet instanceof ImportSnippet)) {
      SourceCodeAnalysis.SnippetWrapper wrapper = analysis.get().wrapper(snippet);
      SnippetLines lines = new SnippetLines(wrapper);
      located.put(
          wrapper.fullClassName(),
          new ErrorText.Located(place, line -> place.line() + lines.sourceLine(line) - 1));
    }
  }
}
