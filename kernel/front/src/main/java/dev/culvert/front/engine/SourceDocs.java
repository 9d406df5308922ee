package dev.culvert.front.engine;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * Finds documentation comments in the sources of dependencies: {@code x-1.0-sources.jar} beside
 * {@code x-1.0.jar}, as in a local Maven repository, and the folder {@code x-sources} beside the
 * folder {@code x}.
 *
 * <p>Nothing is kept open. A jar without sources beside it has no documentation, and that is no
 * error.
 */
final class SourceDocs {

  private static final System.Logger LOG = System.getLogger(SourceDocs.class.getName());

  private SourceDocs() {}

  /**
   * The comment of a class or of one of its members.
   *
   * @param jars where classes come from
   * @param className fully qualified
   * @param member name of a method or field; null for the class
   * @param parameters simple names of a method's parameter types; null for a field
   * @return empty where there is no source of the class; without text where that has no comment
   */
  static Optional<String> find(
      List<Path> jars, String className, String member, List<String> parameters) {
    String simple = className.substring(className.lastIndexOf('.') + 1);
    for (String file = className.replace('.', '/'); ; file = file.substring(0, lastSlash(file))) {
      for (Path jar : jars) {
        Optional<String> source = read(beside(jar, "sources"), file + ".java");
        if (source.isPresent()) {
          return Optional.of(comment(source.get(), simple, member, parameters).orElse(""));
        }
      }
      if (!isNested(file)) {
        return Optional.empty();
      }
    }
  }

  /** The class that is in no other one, as the beginning of its file's name. */
  static String outermost(String className) {
    String file = className.replace('.', '/');
    while (isNested(file)) {
      file = file.substring(0, lastSlash(file));
    }
    return file;
  }

  /** {@code x-what.jar} beside {@code x.jar}, {@code x-what} beside the folder {@code x}. */
  static Path beside(Path jar, String what) {
    String name = jar.getFileName().toString();
    return jar.resolveSibling(
        name.endsWith(".jar")
            ? name.replaceFirst("\\.jar$", "-" + what + ".jar")
            : name + "-" + what);
  }

  private static int lastSlash(String file) {
    return file.lastIndexOf('/');
  }

  /** By the habit that classes have capitals and packages have not. */
  private static boolean isNested(String file) {
    String around = file.substring(0, Math.max(0, lastSlash(file)));
    String name = around.substring(lastSlash(around) + 1);
    return !name.isEmpty() && Character.isUpperCase(name.charAt(0));
  }

  private static Optional<String> read(Path sources, String file) {
    if (Files.isDirectory(sources)) {
      return readFile(sources.resolve(file));
    }
    if (!Files.isRegularFile(sources)) {
      return Optional.empty();
    }
    try (ZipFile zip = new ZipFile(sources.toFile())) {
      ZipEntry entry = zip.getEntry(file);
      return entry == null
          ? Optional.empty()
          : Optional.of(
              new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "{0} cannot be read: {1}", sources, e.getMessage());
      return Optional.empty();
    }
  }

  private static Optional<String> readFile(Path file) {
    try {
      return Files.isRegularFile(file) ? Optional.of(Files.readString(file)) : Optional.empty();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "{0} cannot be read: {1}", file, e.getMessage());
      return Optional.empty();
    }
  }

  private static Optional<String> comment(
      String source, String className, String member, List<String> parameters) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    JavacTask task =
        (JavacTask)
            compiler.getTask(null, null, problem -> {}, null, null, List.of(new Text(source)));
    try {
      CompilationUnitTree unit = task.parse().iterator().next();
      Finder finder = new Finder(DocTrees.instance(task), className, member, parameters);
      finder.scan(unit, null);
      return Optional.ofNullable(finder.found);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException("reading from memory", e);
    }
  }

  private static final class Text extends SimpleJavaFileObject {
    private final String source;

    Text(String source) {
      super(URI.create("string:///Source.java"), JavaFileObject.Kind.SOURCE);
      this.source = source;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return source;
    }
  }

  /** The first match wins: overloads are told apart by their parameters. */
  private static final class Finder extends TreePathScanner<Void, Void> {

    private final DocTrees trees;
    private final String className;
    private final String member;
    private final List<String> parameters;
    private String found;

    Finder(DocTrees trees, String className, String member, List<String> parameters) {
      this.trees = trees;
      this.className = className;
      this.member = member;
      this.parameters = parameters;
    }

    @Override
    public Void visitClass(ClassTree tree, Void nothing) {
      if (member == null && tree.getSimpleName().contentEquals(className)) {
        take();
      }
      return super.visitClass(tree, nothing);
    }

    @Override
    public Void visitMethod(MethodTree tree, Void nothing) {
      boolean constructor = tree.getName().contentEquals("<init>") && className.equals(member);
      if (tree.getName().contentEquals(String.valueOf(member)) || constructor) {
        List<String> types =
            tree.getParameters().stream().map(each -> simple(each.getType().toString())).toList();
        if (types.equals(parameters)) {
          take();
        }
      }
      return super.visitMethod(tree, nothing);
    }

    @Override
    public Void visitVariable(VariableTree tree, Void nothing) {
      TreePath parent = getCurrentPath().getParentPath();
      boolean field = parent.getLeaf() instanceof ClassTree;
      if (field && parameters == null && tree.getName().contentEquals(String.valueOf(member))) {
        take();
      }
      return super.visitVariable(tree, nothing);
    }

    private void take() {
      String comment = trees.getDocComment(getCurrentPath());
      if (found == null && comment != null) {
        found = comment;
      }
    }
  }

  /** A type without packages, type arguments and annotations, as overloads are compared. */
  static String simple(String type) {
    String bare = type.replaceAll("<.*>", "").replaceAll("@\\S+\\s+", "").replace("...", "[]");
    return bare.substring(bare.lastIndexOf('.') + 1).strip();
  }
}
