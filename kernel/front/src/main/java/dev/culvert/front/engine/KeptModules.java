package dev.culvert.front.engine;

import com.sun.tools.javac.code.Symtab;
import com.sun.tools.javac.comp.Modules;
import com.sun.tools.javac.tree.JCTree.JCCompilationUnit;
import com.sun.tools.javac.util.Context;
import com.sun.tools.javac.util.List;

/**
 * javac's modules, found once for all compilations of a context. Finding out anew, for each block,
 * which there are and which packages they show takes a sixth of its compilation.
 *
 * <p>Invariant: options and module path of a context stay, and no block declares a module; so what
 * the first one found holds for all. Owner: {@link BlockCompiler}'s thread of the moment.
 */
final class KeptModules extends Modules {

  private final Symtab symbols;
  private boolean known;

  KeptModules(Context context) {
    super(context);
    symbols = Symtab.instance(context);
  }

  @Override
  public void initModules(List<JCCompilationUnit> sources) {
    if (known) {
      sources.forEach(source -> source.modle = symbols.unnamedModule);
    } else {
      super.initModules(sources);
      known = true;
    }
  }

  /** Keeps what is known, where javac forgets it. */
  @Override
  public void newRound() {}
}
