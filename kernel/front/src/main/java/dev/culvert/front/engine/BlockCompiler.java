package dev.culvert.front.engine;

import com.sun.source.util.JavacTask;
import com.sun.tools.javac.api.BasicJavacTask;
import com.sun.tools.javac.api.JavacTaskPool;
import com.sun.tools.javac.code.ClassFinder;
import com.sun.tools.javac.code.Scope.WriteableScope;
import com.sun.tools.javac.code.Symbol.ClassSymbol;
import com.sun.tools.javac.code.Symbol.PackageSymbol;
import com.sun.tools.javac.code.Symtab;
import com.sun.tools.javac.comp.Modules;
import com.sun.tools.javac.util.Context;
import com.sun.tools.javac.util.Name;
import com.sun.tools.javac.util.Names;
import dev.culvert.front.remote.DeclaredClasses;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.tools.StandardJavaFileManager;

/**
 * Compiles code that runs once, in one pass of a compiler that is kept warm.
 *
 * <p>JShell parses a statement, tries to compile it, analyses it and compiles it, and clears its
 * tables after each of these. Code that declares nothing needs none of that: it is put into a class
 * beside JShell's, which imports just the declarations it names, so that its price does not grow
 * with the notebook.
 *
 * <p>Invariant: javac's tables are kept from one block to the next, as JShell keeps its own, by the
 * compiler's task pool. They hold nothing of a block afterwards ({@link #forget}), and JShell's
 * classes are read anew when something was declared in between.
 *
 * <p>Hazard: the pool and the tables are javac's own, not the platform's API; the front is started
 * with these packages exported, and what fails to compile here is given to JShell, whose answer is
 * the one that users see. Guarded by the engine's lock.
 */
final class BlockCompiler {

  /** Concatenation as calls: in a JVM that just started, the other way costs 20 to 30 ms once. */
  private static final List<String> OPTIONS =
      List.of("-proc:none", "-nowarn", "-XDstringConcat=inline");

  private final DeclaredClasses declared;
  private final BlockFiles files;
  private List<String> options = OPTIONS;
  private JavacTaskPool pool = new JavacTaskPool(1);
  private Context lastContext; // of the last compilation
  private int lastVersion; // of the declared classes, then

  /**
   * @param platform everything but blocks and what JShell declared
   * @param declared JShell's classes: those of today and, since it is read each time, of tomorrow
   */
  BlockCompiler(StandardJavaFileManager platform, DeclaredClasses declared) {
    this.declared = declared;
    this.files = new BlockFiles(platform, declared);
  }

  /** Forgets what was read of the class path. */
  void reset() {
    pool = new JavacTaskPool(1);
    lastContext = null;
  }

  /** Takes preview features of this Java from now on. */
  void allowPreview() {
    options = Preview.and(OPTIONS);
    reset();
  }

  /**
   * Compiles a block.
   *
   * @return its classes by name; empty when it does not compile
   */
  Optional<Map<String, byte[]>> compile(Block block) {
    return pool.getTask(
        Writer.nullWriter(),
        files,
        problem -> {},
        options,
        null,
        List.of(files.source(block)),
        task -> compile(block, task));
  }

  private Optional<Map<String, byte[]>> compile(Block block, JavacTask task) {
    Context context = ((BasicJavacTask) task).getContext();
    if (context != lastContext) {
      context.put(Modules.class, (Context.Factory<Modules>) KeptModules::new);
    } else if (lastVersion != declared.version()) {
      listAnew(context);
    }
    boolean compiled = task.call();
    lastContext = context;
    lastVersion = declared.version();
    Map<String, byte[]> classes = files.takeClasses();
    forget(context, compiled ? classes.keySet() : classesIn(context, block.className()));
    return compiled ? Optional.of(classes) : Optional.empty();
  }

  /** Forgets all of JShell's classes: one that was dropped and declared again has the old name. */
  private void listAnew(Context context) {
    forget(context, declared.byName().keySet());
    PackageSymbol snippets = snippets(context);
    snippets.members_field = WriteableScope.create(snippets);
    snippets.completer = ClassFinder.instance(context).getCompleter();
  }

  private static PackageSymbol snippets(Context context) {
    Symtab symbols = Symtab.instance(context);
    return symbols.enterPackage(
        symbols.unnamedModule, Names.instance(context).fromString(Block.PACKAGE));
  }

  private static void forget(Context context, Collection<String> classNames) {
    Symtab symbols = Symtab.instance(context);
    PackageSymbol snippets = snippets(context);
    for (String name : classNames) {
      Name flatName = Names.instance(context).fromString(name);
      ClassSymbol symbol = symbols.getClass(symbols.unnamedModule, flatName);
      if (symbol != null) {
        if (snippets.members_field != null) {
          snippets.members_field.remove(symbol);
        }
        symbols.removeClass(symbols.unnamedModule, flatName);
      }
    }
  }

  /** What an attempt left behind that did not get so far as to write its classes. */
  private static Collection<String> classesIn(Context context, String className) {
    List<String> names = new ArrayList<>();
    for (ClassSymbol symbol : Symtab.instance(context).getAllClasses()) {
      String name = symbol.flatname.toString();
      if (name.equals(className) || name.startsWith(className + "$")) {
        names.add(name);
      }
    }
    return names;
  }
}
