package dev.culvert.magics.maven.internal;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePathScanner;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import javax.lang.model.element.Modifier;

/**
 * Moves a source without a package into one, with all public that had no modifier: code of cells is
 * in a package of its own, which can import nothing from none, and sees nothing else of another
 * package. Lines stay where they are.
 *
 * <p>Members of local and anonymous classes are opened, too: they may override what was.
 */
final class PublicTypes extends TreePathScanner<Void, Void> {

  private static final Set<Modifier> ACCESS =
      EnumSet.of(Modifier.PUBLIC, Modifier.PROTECTED, Modifier.PRIVATE);

  private final String text;
  private final CompilationUnitTree unit;
  private final SourcePositions positions;
  private final Set<Integer> places = new TreeSet<>(); // each once: int a, b; begins at one

  private PublicTypes(String text, CompilationUnitTree unit, SourcePositions positions) {
    this.text = text;
    this.unit = unit;
    this.positions = positions;
  }

  /** The text as a source of that package. */
  static String in(
      String packageName, String text, CompilationUnitTree unit, SourcePositions positions) {
    PublicTypes types = new PublicTypes(text, unit, positions);
    types.scan(unit, null);
    return "package " + packageName + "; " + types.withModifiers();
  }

  private String withModifiers() {
    StringBuilder all = new StringBuilder();
    int done = 0;
    for (int place : places) {
      all.append(text, done, place).append("public ");
      done = place;
    }
    return all.append(text, done, text.length()).toString();
  }

  @Override
  public Void visitClass(ClassTree type, Void nothing) {
    Tree around = getCurrentPath().getParentPath().getLeaf();
    if (around instanceof CompilationUnitTree || isClosed(around)) {
      mark(type, type.getModifiers());
    }
    return super.visitClass(type, nothing);
  }

  @Override
  public Void visitMethod(MethodTree method, Void nothing) {
    Tree type = getCurrentPath().getParentPath().getLeaf();
    boolean ofEnum = type.getKind() == Tree.Kind.ENUM && method.getReturnType() == null;
    if (isClosed(type) && !ofEnum) { // an enum's constructor is never public
      mark(method, method.getModifiers());
    }
    return super.visitMethod(method, nothing);
  }

  @Override
  public Void visitVariable(VariableTree variable, Void nothing) {
    if (isClosed(getCurrentPath().getParentPath().getLeaf())) {
      mark(variable, variable.getModifiers());
    }
    return super.visitVariable(variable, nothing);
  }

  /** Whether this is a type whose members are closed to other packages unless they say more. */
  private static boolean isClosed(Tree tree) {
    return tree instanceof ClassTree
        && tree.getKind() != Tree.Kind.INTERFACE
        && tree.getKind() != Tree.Kind.ANNOTATION_TYPE;
  }

  private void mark(Tree tree, ModifiersTree modifiers) {
    int start = (int) positions.getStartPosition(unit, tree);
    if (start < 0 || modifiers.getFlags().stream().anyMatch(ACCESS::contains)) {
      return;
    }
    boolean generic = tree instanceof MethodTree method && !method.getTypeParameters().isEmpty();
    boolean bare = modifiers.getFlags().isEmpty() && modifiers.getAnnotations().isEmpty();
    places.add(generic && bare ? text.lastIndexOf('<', start) : start); // <T> begins at its T
  }
}
