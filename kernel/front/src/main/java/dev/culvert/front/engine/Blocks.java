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

  /** Takes the value of a cell. */
  static final String RESULT = "dev.culvert.worker.Agent.result";

  /** Makes a statement of an expression. */
  static final String IGNORE = "dev.culvert.worker.Agent.ignore";

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
    builder.add(IGNORE + "(1);", 1);
    Block block = builder.build();
    remote.run(compiler.compile(block).orElseThrow(), block.className(), block.methods());
    remote.takeFailure();
  }

  /** Has the class path read anew. */
  void classPathChanged() {
    compiler.reset();
  }

  /**
   * Runs pieces one after the other. How it ended is in {@link RemoteControl#takeFailure}.
   *
   * @param pieces none of them a declaration
   * @param last whether the value of the last one is the cell's result
   */
  Fate run(RunningCell cell, List<Piece> pieces, boolean last) {
    StringBuilder all = new StringBuilder();
    pieces.forEach(piece -> all.append(piece.source()).append('\n'));
    Optional<String> imports = declarations.importsFor(all.toString());
    if (imports.isEmpty()) {
      return Fate.UNFIT;
    }
    List<Piece> before = pieces.subList(0, pieces.size() - 1);
    Piece end = pieces.get(pieces.size() - 1);
    for (String code : readings(end, last, before.isEmpty())) {
      Optional<Block> block = block(cell, before, end, code, imports.get());
      if (block.isEmpty()) {
        return Fate.UNFIT;
      }
      Optional<Map<String, byte[]>> classes = compiler.compile(block.get());
      if (classes.isPresent()) {
        errors.ran(block.get(), cell.placeOf(pieces.get(0)));
        remote.run(classes.get(), block.get().className(), block.get().methods());
        return Fate.RAN;
      }
    }
    return Fate.REJECTED;
  }

  /** The code of what stands at the end of a block, in the order in which it is tried. */
  static List<String> readings(Piece piece, boolean last, boolean alone) {
    if (piece.kind() != Piece.Kind.EXPRESSION) {
      return List.of(piece.statement());
    }
    if (last && !piece.source().startsWith("System.")) {
      return List.of(piece.argumentOf(RESULT), piece.statement());
    }
    return alone
        ? List.of(piece.statement(), piece.argumentOf(IGNORE))
        : List.of(piece.statement());
  }

  private Optional<Block> block(
      RunningCell cell, List<Piece> before, Piece end, String code, String imports) {
    Block.Builder builder = new Block.Builder(++serial, imports);
    for (Piece piece : before) {
      if (!builder.add(piece.statement(), cell.placeOf(piece).line())) {
        return Optional.empty();
      }
    }
    return builder.add(code, cell.placeOf(end).line())
        ? Optional.of(builder.build())
        : Optional.empty();
  }
}
