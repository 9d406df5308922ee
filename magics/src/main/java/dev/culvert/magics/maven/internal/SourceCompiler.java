package dev.culvert.magics.maven.internal;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.Trees;
import dev.culvert.api.UserError;
import dev.culvert.magics.internal.Folders;
import dev.culvert.magics.internal.Origin;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Compiles sources into a folder named by what they are, their class path and this Java: the same
 * ones are compiled once, and a new worker finds the folder of an old one. Folders that nobody used
 * for 30 days are deleted when another one is made; those of this class path never are.
 *
 * <p>Invariant: a folder of that name is whole; it is moved there when it is. Owner thread: the one
 * that compiles.
 */
final class SourceCompiler {

  private static final int MOST_ERRORS = 5;
  private static final Duration KEPT = Duration.ofDays(30);

  private final Path root;
  private final List<String> classPath;

  /** What was compiled. */
  record Compiled(Path folder, List<String> imports, List<String> kept) {}

  /** A source as javac read it. */
  private record Parsed(
      String from, String text, CompilationUnitTree unit, SourcePositions positions) {

    boolean hasPackage() {
      return unit.getPackageName() != null;
    }

    String packageName(String otherwise) {
      return hasPackage() ? unit.getPackageName().toString() : otherwise;
    }
  }

  /**
   * @param root where the folders are
   * @param classPath as {@code java.class.path} has it
   */
  SourceCompiler(Path root, String classPath) {
    this.root = root;
    this.classPath =
        Arrays.stream(classPath.split(File.pathSeparator)).filter(e -> !e.isEmpty()).toList();
  }

  /**
   * Compiles, if that was not done before.
   *
   * @param texts by the file or address they come from
   * @return the folder; names of the types that had no package; types of which an older folder has
   *     another version, which will win
   * @throws UserError with what javac says
   */
  Compiled compile(Map<String, String> texts) throws IOException {
    String id = id(texts);
    String own = "sources_" + id.substring(0, 8);
    List<Parsed> sources = parse(texts);
    Path folder = root.resolve(id);
    if (!Files.isDirectory(folder)) {
      make(folder, own, sources);
    }
    use(folder);
    List<String> imports = new ArrayList<>();
    for (Parsed each : sources) {
      for (Tree type : each.hasPackage() ? List.<Tree>of() : each.unit.getTypeDecls()) {
        if (type instanceof ClassTree named) {
          imports.add(own + "." + named.getSimpleName());
        }
      }
    }
    return new Compiled(folder, imports, kept(folder));
  }

  private String id(Map<String, String> texts) {
    StringBuilder all = new StringBuilder(Runtime.version().toString());
    classPath.stream()
        .filter(entry -> !isOurs(entry))
        .forEach(entry -> all.append('\n').append(entry));
    texts.forEach((from, text) -> all.append('\n').append(from).append('\n').append(text));
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(all.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }

  private boolean isOurs(String entry) {
    return root.equals(Path.of(entry).getParent());
  }

  private List<Parsed> parse(Map<String, String> texts) throws IOException {
    DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
    Map<URI, Text> files = new LinkedHashMap<>();
    texts.forEach(
        (from, text) -> {
          Text file = new Text(files.size(), from, text);
          files.put(file.toUri(), file);
        });
    JavacTask task =
        (JavacTask) compiler().getTask(null, null, problems, null, null, files.values());
    List<Parsed> parsed = new ArrayList<>();
    SourcePositions positions = Trees.instance(task).getSourcePositions();
    for (CompilationUnitTree unit : task.parse()) {
      Text file = files.get(unit.getSourceFile().toUri()); // javac wraps the file itself
      parsed.add(new Parsed(file.from, file.text, unit, positions));
    }
    check(problems);
    return parsed;
  }

  private static void use(Path folder) {
    Folders.use(folder);
    Folders.use(sourcesOf(folder));
  }

  /** For inspection, as a {@code -sources.jar} stands beside a jar. */
  private static Path sourcesOf(Path folder) {
    return folder.resolveSibling(folder.getFileName() + "-sources");
  }

  private static JavaCompiler compiler() {
    return ToolProvider.getSystemJavaCompiler();
  }

  private void make(Path folder, String own, List<Parsed> sources) throws IOException {
    Files.createDirectories(root);
    classPath.stream().filter(this::isOurs).map(Path::of).forEach(SourceCompiler::use);
    Folders.deleteUnused(root, Instant.now().minus(KEPT));
    Path made = Files.createTempDirectory(root, "new");
    try {
      compile(made, own, sources);
      writeBeside(folder, own, sources);
      Files.move(made, folder);
    } catch (FileAlreadyExistsException e) {
      Folders.delete(made); // another kernel was quicker
    } catch (UserError | IOException e) {
      Folders.delete(made);
      throw e;
    }
  }

  private void compile(Path into, String own, List<Parsed> sources) throws IOException {
    DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
    List<Text> files = new ArrayList<>();
    for (Parsed each : sources) {
      String text =
          each.hasPackage() ? each.text : PublicTypes.in(own, each.text, each.unit, each.positions);
      files.add(new Text(files.size(), each.from, text));
    }
    List<String> options =
        List.of(
            "-d",
            into.toString(),
            "-classpath",
            String.join(File.pathSeparator, classPath),
            "-g",
            "-Xlint:none",
            "-implicit:none");
    try (StandardJavaFileManager manager =
        compiler().getStandardFileManager(problems, Locale.ROOT, StandardCharsets.UTF_8)) {
      compiler().getTask(null, manager, problems, options, null, files).call();
    }
    check(problems);
  }

  private static void writeBeside(Path folder, String own, List<Parsed> sources)
      throws IOException {
    Path beside = sourcesOf(folder);
    for (Parsed each : sources) {
      Path home = beside.resolve(each.packageName(own).replace('.', '/'));
      Files.writeString(Files.createDirectories(home).resolve(Origin.name(each.from)), each.text);
    }
  }

  private static void check(DiagnosticCollector<JavaFileObject> problems) {
    List<Diagnostic<? extends JavaFileObject>> errors =
        problems.getDiagnostics().stream()
            .filter(each -> each.getKind() == Diagnostic.Kind.ERROR)
            .toList();
    if (!errors.isEmpty()) {
      String more =
          errors.size() > MOST_ERRORS ? "\nand " + (errors.size() - MOST_ERRORS) + " more" : "";
      throw new UserError(
          "CompilationError",
          errors.stream()
                  .limit(MOST_ERRORS)
                  .map(SourceCompiler::line)
                  .collect(Collectors.joining("\n"))
              + more);
    }
  }

  private static String line(Diagnostic<? extends JavaFileObject> error) {
    String where =
        error.getSource() instanceof Text file
            ? file.from + ":" + error.getLineNumber() + ": "
            : "";
    return where + error.getMessage(Locale.ROOT).strip().replaceAll("\\s*\\R\\s*", "; ");
  }

  /** Types that an older folder on the class path has in another version. */
  private List<String> kept(Path folder) throws IOException {
    Map<String, Path> classes = new LinkedHashMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      files
          .filter(file -> file.toString().endsWith(".class") && !file.toString().contains("$"))
          .sorted()
          .forEach(file -> classes.put(folder.relativize(file).toString(), file));
    }
    List<String> kept = new ArrayList<>();
    for (Map.Entry<String, Path> each : classes.entrySet()) {
      for (String entry : classPath) {
        Path older = Path.of(entry).resolve(each.getKey());
        if (isOurs(entry) && Files.exists(older)) {
          if (Files.mismatch(older, each.getValue()) >= 0) {
            kept.add(each.getKey().replaceFirst("\\.class$", "").replace(File.separatorChar, '.'));
          }
          break; // the first one on the class path wins
        }
      }
    }
    return kept;
  }

  /** A source in memory; a public type may be in a file of another name. */
  private static final class Text extends SimpleJavaFileObject {
    private final String from;
    private final String text;

    /**
     * @param number tells files of one name apart
     */
    Text(int number, String from, String text) {
      super(Path.of("/" + number, Origin.name(from)).toUri(), Kind.SOURCE);
      this.from = from;
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }

    @Override
    public boolean isNameCompatible(String simpleName, Kind kind) {
      return kind == Kind.SOURCE;
    }
  }
}
