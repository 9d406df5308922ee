package dev.culvert.front.engine;

import dev.culvert.front.output.StreamName;
import dev.culvert.front.remote.RemoteControl;
import dev.culvert.worker.wire.Failure;
import dev.culvert.worker.wire.WireClosedException;
import dev.culvert.worker.wire.WireException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.VarSnippet;

/**
 * Runs a cell's code piece by piece: declarations go to JShell one by one, statements and
 * expressions between them are compiled together where that is possible.
 *
 * <p>Guarded by the engine's lock, as every use of JShell. Invariant: what is no declaration leaves
 * nothing in JShell, which reads all its snippets again for each new one.
 */
final class CellEvaluation {

  private static final String MAGIC = CellCutter.AGENT + "magic(";

  private final JShell shell;
  private final Supplier<SourceCodeAnalysis> analysis;
  private final RemoteControl remote;
  private final DefaultImports imports;
  private final CellErrors errors;
  private final Optional<Blocks> blocks; // empty when this JDK's javac is not as we know it

  CellEvaluation(
      JShell shell,
      Supplier<SourceCodeAnalysis> analysis,
      RemoteControl remote,
      DefaultImports imports,
      CellErrors errors,
      Optional<Blocks> blocks) {
    this.shell = shell;
    this.analysis = analysis;
    this.remote = remote;
    this.imports = imports;
    this.errors = errors;
    this.blocks = blocks;
  }

  /** What {@link Blocks#warmUp} does, for a JShell that is alone. */
  void warmUp() {
    remote.setTransient(true);
    shell
        .eval("{ " + CellCutter.AGENT + "ignore(1); }")
        .forEach(event -> shell.drop(event.snippet()));
    remote.setTransient(false);
    remote.takeFailure();
  }

  /** Runs all of a cell; tells why it failed, or null. */
  CellError evaluate(RunningCell cell) {
    try {
      if (!asPlainCall(cell) && !asOneExpression(cell)) {
        evaluate(cell, split(cell.source.java()));
      }
      noteMissing(cell);
      noteReset(cell);
      return cell.interruption.isAsked() ? cell.interruption.error() : null;
    } catch (CellException e) {
      noteReset(cell);
      return e.error();
    } catch (WireException | CompletionException e) {
      throw e; // the worker's, not the compiler's
    } catch (RuntimeException | Error e) { // javac and JShell throw both; the cell still has to end
      blocks.ifPresent(Blocks::reset);
      return CellError.ofCompiler(e);
    }
  }

  /**
   * Runs a cell that is one magic, for which there is nothing to compile: the worker reads the
   * variables itself.
   *
   * @return false when it is something else, or mentions a variable that cannot be read; nothing
   *     has run then
   */
  private boolean asPlainCall(RunningCell cell) throws CellException {
    if (!cell.source.isPlainCall() || cell.interruption.isAsked()) {
      return false;
    }
    List<VarSnippet> variables = mentioned(cell.source.texts().get(0));
    if (variables.stream().anyMatch(each -> shell.status(each) != Snippet.Status.VALID)) {
      return false;
    }
    List<String> names = variables.stream().map(VarSnippet::name).toList();
    List<String> holders =
        variables.stream().map(each -> analysis.get().wrapper(each).fullClassName()).toList();
    remote.call(0, names, holders);
    check(cell, List.of());
    return true;
  }

  /**
   * Runs a cell that looks like one expression without asking JShell how it is to be cut.
   *
   * @return false when it is something else; nothing has run then
   */
  private boolean asOneExpression(RunningCell cell) throws CellException {
    Optional<Piece> piece = Piece.loneExpression(cell.source.java());
    if (piece.isEmpty() || blocks.isEmpty() || cell.interruption.isAsked()) {
      return false;
    }
    if (blocks.get().run(cell, List.of(piece.get()), true) != Blocks.Fate.RAN) {
      return false;
    }
    check(cell, List.of());
    return true;
  }

  private void evaluate(RunningCell cell, List<Piece> pieces) throws CellException {
    for (int done = 0; done < pieces.size(); ) {
      if (cell.interruption.isAsked()) {
        return;
      }
      done += advance(cell, pieces.subList(done, pieces.size()));
    }
  }

  /** Cuts the text into snippets, and finds what is no Java before anything runs. */
  private List<Piece> split(String java) {
    List<Piece> pieces = new ArrayList<>();
    int at = 0;
    while (at < java.length()) {
      CompletionInfo info = analysis.get().analyzeCompletion(java.substring(at));
      if (info.completeness() == Completeness.EMPTY) {
        break;
      }
      String source = info.source() == null ? java.substring(at) : info.source();
      String stripped = source.stripLeading(); // JShell counts from the first character of code
      pieces.add(new Piece(stripped, at + source.length() - stripped.length()));
      String remaining = info.remaining() == null ? "" : info.remaining();
      at = java.length() - remaining.length();
      if (!info.completeness().isComplete()) {
        // Nothing runs when something is cut short: the broken piece alone is left, to be
        // explained.
        return List.of(pieces.get(pieces.size() - 1));
      }
    }
    return pieces;
  }

  /**
   * Evaluates the first piece, with those behind it that can be compiled together with it. When
   * that fails, each of them is compiled for itself, up to the one that is wrong.
   *
   * @return how many
   */
  private int advance(RunningCell cell, List<Piece> pieces) throws CellException {
    if (pieces.get(0).kind() == Piece.Kind.DECLARATION) {
      asItIs(cell, fillInVariables(cell, pieces.get(0)), pieces.size() == 1);
      return 1;
    }
    List<Piece> group = upToNewNames(pieces);
    boolean toTheEnd = group.size() == pieces.size();
    if (group.size() == 1 || !together(cell, group, toTheEnd)) {
      for (Iterator<Piece> each = group.iterator();
          each.hasNext() && !cell.interruption.isAsked(); ) {
        evaluate(cell, fillInVariables(cell, each.next()), toTheEnd && !each.hasNext());
      }
    }
    return group.size();
  }

  /**
   * The pieces that all mean the same by the names in them: up to a declaration, or to a magic,
   * which may import classes or bring other versions of them.
   */
  private static List<Piece> upToNewNames(List<Piece> pieces) {
    int count = 0;
    while (count < pieces.size()
        && pieces.get(count).kind() != Piece.Kind.DECLARATION
        && (count == 0 || !pieces.get(count - 1).source().contains(MAGIC))) {
      count++;
    }
    return pieces.subList(0, count);
  }

  private boolean together(RunningCell cell, List<Piece> group, boolean toTheEnd)
      throws CellException {
    if (blocks.isEmpty()) {
      return false;
    }
    List<Piece> filled = group.stream().map(piece -> fillInVariables(cell, piece)).toList();
    if (blocks.get().run(cell, filled, toTheEnd) != Blocks.Fate.RAN) {
      return false;
    }
    check(cell, List.of());
    return true;
  }

  private void evaluate(RunningCell cell, Piece piece, boolean last) throws CellException {
    Blocks.Fate fate =
        blocks.isPresent() ? blocks.get().run(cell, List.of(piece), last) : Blocks.Fate.UNFIT;
    if (fate == Blocks.Fate.RAN) {
      check(cell, List.of());
    } else if (fate == Blocks.Fate.REJECTED || !inJShell(cell, piece, last)) {
      asItIs(cell, piece, last);
    }
  }

  /** Runs code that declares nothing in a block of JShell's. */
  private boolean inJShell(RunningCell cell, Piece piece, boolean last) throws CellException {
    if (piece.kind() != Piece.Kind.EXPRESSION) {
      return block(cell, piece, piece.source());
    }
    String method = CellCutter.AGENT + (last ? "result(" : "ignore(");
    return block(cell, piece, method + Piece.closed(piece.expression(), ");"))
        || block(cell, piece, piece.statement());
  }

  /**
   * Runs code in a block that is forgotten afterwards.
   *
   * @return false when it does not compile this way; nothing has run then
   */
  private boolean block(RunningCell cell, Piece piece, String code) throws CellException {
    imports.giveAll();
    remote.setTransient(true);
    List<SnippetEvent> events;
    try {
      events = shell.eval("{ " + code + "\n}");
    } finally {
      remote.setTransient(false);
    }
    SnippetEvent event = events.get(0);
    if (event.status() == Snippet.Status.REJECTED) {
      return false;
    }
    cell.transients.add(event.snippet());
    cell.transientPlaces.put(event.snippet().id(), cell.placeOf(piece));
    check(cell, events);
    return true;
  }

  /** Gives JShell a snippet as the user wrote it: a declaration, or what our guess did not fit. */
  private void asItIs(RunningCell cell, Piece piece, boolean last) throws CellException {
    imports.giveAll();
    VarSnippet temporary = null;
    List<SnippetEvent> events = shell.eval(piece.source());
    Set<String> carriedOver = remote.takeCarriedOver();
    for (SnippetEvent event : events) {
      if (event.status() == Snippet.Status.REJECTED) {
        throw new CellException(errors.rejected(cell, piece, event.snippet()));
      }
      if (event.snippet().subKind() == Snippet.SubKind.TEMP_VAR_EXPRESSION_SUBKIND) {
        temporary = (VarSnippet) event.snippet();
      } else if (event.causeSnippet() == null) {
        cell.declared.add(event.snippet());
      }
      if (event.causeSnippet() == null) {
        errors.declared(event.snippet(), cell.placeOf(piece));
      }
      rememberReset(cell, event, carriedOver);
    }
    check(cell, events);
    if (temporary != null) { // an expression after all
      if (last) {
        block(cell, piece, CellCutter.AGENT + "result(" + temporary.name() + ");");
      }
      shell.drop(temporary);
    }
  }

  /** Says what the cell declared that cannot be used yet, once all of the cell is known. */
  private void noteMissing(RunningCell cell) {
    for (Snippet snippet : cell.declared) {
      Snippet.Status status = shell.status(snippet);
      if (status == Snippet.Status.RECOVERABLE_DEFINED
          || status == Snippet.Status.RECOVERABLE_NOT_DEFINED) {
        cell.output.append(StreamName.STDERR, errors.missing(snippet) + "\n");
      }
    }
  }

  /**
   * JShell declares a variable anew when what it names was; the value it had is lost where its type
   * is another one now.
   */
  private static void rememberReset(RunningCell cell, SnippetEvent event, Set<String> kept) {
    if (event.snippet() instanceof VarSnippet variable) {
      if (event.causeSnippet() == null) {
        cell.reset.remove(variable.name()); // it has the value that the user gave it
      } else if (event.previousStatus() == Snippet.Status.VALID
          && event.status() != Snippet.Status.OVERWRITTEN // by another of its name
          && !kept.contains(variable.name())) {
        cell.reset.add(variable.name());
      }
    }
  }

  /** Says which variables lost their values, and were not declared again by the cell. */
  private static void noteReset(RunningCell cell) {
    if (!cell.reset.isEmpty()) {
      String names = String.join(", ", cell.reset);
      cell.output.append(
          StreamName.STDERR,
          cell.reset.size() == 1
              ? names
                  + " lost its value: what it was declared with has changed. Declare it again.\n"
              : names
                  + " lost their values: what they were declared with has changed."
                  + " Declare them again.\n");
    }
  }

  /** Throws what the worker said of the last invocation. */
  private void check(RunningCell cell, List<SnippetEvent> events) throws CellException {
    Failure failure = remote.takeFailure();
    if (remote.worker().isGone()) {
      throw new WireClosedException();
    }
    if (failure != null && failure.kind() == Failure.Kind.UNRESOLVED) {
      throw new CellException(errors.unresolved(events));
    }
    if (failure != null) {
      throw new CellException(errors.explain(cell, failure));
    }
  }

  /** Puts the live variables that a magic's text mentions into its call. */
  private Piece fillInVariables(RunningCell cell, Piece piece) {
    String source = piece.source();
    int at = source.indexOf(CellSource.VARIABLES);
    String declared = at >= 0 ? piece.declaredVariable() : ""; // it has no value yet
    while (at >= 0) {
      int end = source.indexOf("*/", at);
      int index = Integer.parseInt(source.substring(at + CellSource.VARIABLES.length(), end));
      List<String> names =
          mentioned(cell.source.texts().get(index)).stream()
              .map(VarSnippet::name)
              .filter(name -> !name.equals(declared))
              .toList();
      String filled =
          "new String[] {"
              + names.stream().map(name -> '"' + name + '"').collect(Collectors.joining(", "))
              + "}, new Object[] {"
              + String.join(", ", names)
              + "}";
      source = source.substring(0, at) + filled + source.substring(end + 2);
      at = source.indexOf(CellSource.VARIABLES, at + filled.length());
    }
    return new Piece(source, piece.offset());
  }

  /** The live variables whose names stand in a text. */
  private List<VarSnippet> mentioned(String text) {
    return shell.variables().filter(each -> mentions(text, each.name())).toList();
  }

  private static boolean mentions(String text, String name) {
    int at = text.indexOf(name);
    while (at >= 0) {
      int end = at + name.length();
      boolean starts = at == 0 || !Character.isJavaIdentifierPart(text.charAt(at - 1));
      boolean ends = end == text.length() || !Character.isJavaIdentifierPart(text.charAt(end));
      if (starts && ends) {
        return true;
      }
      at = text.indexOf(name, at + 1);
    }
    return false;
  }
}
