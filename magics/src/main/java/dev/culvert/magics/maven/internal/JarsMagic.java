package dev.culvert.magics.maven.internal;

import dev.culvert.api.MagicCall;
import dev.culvert.api.Notebook;
import dev.culvert.magics.internal.PicocliMagic;
import dev.culvert.magics.internal.ResultType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code %jars}: jar files by path or pattern, on the class path. */
public final class JarsMagic extends PicocliMagic {

  public JarsMagic() {
    super("jars");
  }

  /** The command. */
  @ResultType(List.class)
  @Command(description = "Adds jars to the class path.")
  static final class Jars implements Callable<List<String>> {
    private final Notebook notebook;

    @Parameters(
        arity = "1..*",
        paramLabel = "PATH|GLOB",
        description = "Paths; * and ? stand for letters of one name, ** for folders.")
    private List<String> patterns;

    Jars(Notebook notebook) {
      this.notebook = notebook;
    }

    @Override
    public List<String> call() {
      List<Path> found =
          Globs.find(
              "%jars",
              patterns, path -> Files.isRegularFile(path) && path.toString().endsWith(".jar"));
      notebook.addToClassPath(found);
      return found.stream().map(Path::toString).toList();
    }
  }

  @Override
  protected Object command(MagicCall call) {
    return new Jars(call.notebook());
  }
}
