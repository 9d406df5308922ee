package dev.culvert.magics.lab.internal;

import dev.culvert.magics.internal.Folders;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** A temporary folder with the sources and classes of programs; gone when it is closed. */
final class Workshop implements AutoCloseable {

  private final Path folder;
  private final List<Path> libraries;

  /**
   * @param libraries what the programs may use beside the JDK
   */
  Workshop(List<Path> libraries) throws IOException {
    this.folder = Files.createTempDirectory("culvert-lab-");
    Files.createDirectory(home());
    this.libraries = List.copyOf(libraries);
  }

  Path source(String className) {
    return folder.resolve(className + ".java");
  }

  void write(String className, String source) throws IOException {
    Files.writeString(source(className), source);
  }

  /**
   * Compiles all that was written.
   *
   * @return what the compiler said; empty when it compiled
   */
  String compile() throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler == null) {
      throw new IOException("this Java is a runtime, not a JDK: it has no compiler");
    }
    StringWriter errors = new StringWriter();
    List<Path> sources;
    try (Stream<Path> files = Files.list(folder)) {
      sources = files.filter(file -> file.toString().endsWith(".java")).toList();
    }
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      List<String> options =
          List.of(
              "-nowarn",
              "-proc:none",
              "-XDignore.symbol.file",
              "-d",
              folder.toString(),
              "-cp",
              classPath());
      boolean compiled =
          compiler
              .getTask(
                  errors, files, null, options, null, files.getJavaFileObjectsFromPaths(sources))
              .call();
      return compiled ? "" : errors.toString();
    }
  }

  /** The programs and what they need. */
  String classPath() {
    List<Path> entries = new ArrayList<>(List.of(folder));
    entries.addAll(libraries);
    return entries.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }

  /** An empty folder, for a kernel that keeps things in the user's home. */
  Path home() {
    return folder.resolve("home");
  }

  /** Where a class-data archive may be made; a missing one is slower, never an error. */
  Path archive() {
    return folder.resolve("lab.jsa");
  }

  List<Path> libraries() {
    return libraries;
  }

  @Override
  public void close() {
    Folders.delete(folder);
  }
}
