package dev.culvert.front.engine;

import dev.culvert.front.remote.RemoteControl;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs code that declares nothing, past JShell: all that stands between two declarations of a cell
 * is compiled and run at once.
 *
 * <p>Invariant: what is rejected here has not run, not even in part. Guarded by the engine's lock.
 */
final class Blocks {

  /** What became of code. */
  enum Fate {
    /** It ran, to its end or to its failure. */
    RAN,
    /** It does not compile in any way that was tried. */
    REJECTED,
    /** Nothing was tried: it is JShell's to say what is wrong with it. */
    UNFIT
  }

  /** How the last piece of a block may be meant; tried in this order. */
  private enum Reading {
    RESULT,
    STATEMENT,
    IGNORED
  }

  private final BlockCompiler compiler;
  private final Declarations declarations;
  private final RemoteControl remote;
  private final CellErrors errors;
  private int serial;

  Blocks(
      BlockCompiler compiler, Declarations declarations, RemoteControl remote, CellErrors errors) {
    this.compiler = compiler;
    this.declarations = declarations;
    this.remote = remote;
    this.errors = errors;
  }

  /** Sends something small all the way, so that the first cell finds every class loaded. */
  void warmUp() {
    Block.Builder builder = new Block.Builder(++serial, declarations.importsFor("").orElseThrow());
    builder.add(";", 1);
    Block block = builder.build();
    run(block, compiler.compile(block).orElseThrow(), false);
    remote.takeFailure();
  }

  /** Has all read anew: the class path has changed, or a compilation broke off midway. */
  void reset() {
    compiler.reset();
  }

  /** Takes preview features of this Java from now on. */
  void allowPreview() {
    compiler.allowPreview();
  }

  /**
   * Runs pieces one after the other. How it ended is in {@link RemoteControl#takeFailure}.
   *
   * @param pieces none of them a declaration
   * @param last whether the cell ends with them, and the value of the last one is its result
   */
  Fate run(RunningCell cell, List<Piece> pieces, boolean last) {
    StringBuilder all = new StringBuilder();
    pieces.forEach(piece -> all.append(piece.source()).append('\n'));
    Optional<String> imports = declarations.importsFor(all.toString());
    if (imports.isEmpty()) {
      return Fate.UNFIT;
    }
    Piece end = pieces.get(pieces.size() - 1);
    for (Reading reading : readings(end, last, pieces.size() == 1)) {
      Optional<Block> block = block(cell, pieces, reading, imports.get());
      if (block.isEmpty()) {
        return Fate.UNFIT;
      }
      Optional<Map<String, byte[]>> classes = compiler.compile(block.get());
      if (classes.isPresent()) {
        errors.ran(block.get(), cell.placeOf(pieces.get(0)));
        run(block.get(), classes.get(), last);
        return Fate.RAN;
      }
    }
    return Fate.REJECTED;
  }

  private void run(Block block, Map<String, byte[]> classes, boolean last) {
    remote.run(classes, block.className(), block.methods(), block.yields(), last);
  }

  /** {@code println} has no value, and nobody wants to see that of {@code printf}. */
  private static boolean prints(String source) {
    return source.startsWith("System.out.") || source.startsWith("System.err.");
  }

  private static List<Reading> readings(Piece end, boolean last, boolean alone) {
    if (end.kind() != Piece.Kind.EXPRESSION) {
      return List.of(Reading.STATEMENT);
    }
    if (last && !prints(end.source())) {
      return List.of(Reading.RESULT, Reading.STATEMENT);
    }
    return alone ? List.of(Reading.STATEMENT, Reading.IGNORED) : List.of(Reading.STATEMENT);
  }

  private Optional<Block> block(
      RunningCell cell, List<Piece> pieces, Reading reading, String imports) {
    Block.Builder builder = new Block.Builder(++serial, imports);
    boolean fits = true;
    for (Piece piece : pieces.subList(0, pieces.size() - 1)) {
      fits &= builder.add(piece.statement(), cell.placeOf(piece).line());
    }
    Piece end = pieces.get(pieces.size() - 1);
    int line = cell.placeOf(end).line();
    fits &=
        switch (reading) {
          case RESULT -> builder.addResult(end.expression(), line);
          case STATEMENT -> builder.add(end.statement(), line);
          case IGNORED ->
              builder.add("Object ignored$ = " + Piece.closed(end.expression(), ";"), line);
        };
    return fits ? Optional.of(builder.build()) : Optional.empty();
  }
}
