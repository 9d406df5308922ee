package dev.culvert.magics.maven.internal;

import dev.culvert.api.MagicCall;
import dev.culvert.api.Notebook;
import dev.culvert.magics.internal.PicocliMagic;
import dev.culvert.magics.internal.ResultType;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code %classpath}: jars and folders by path or pattern, on the class path. */
public final class ClasspathMagic extends PicocliMagic {

  public ClasspathMagic() {
    super("classpath");
  }

  /** The command. */
  @ResultType(List.class)
  @Command(description = "Adds jars and folders of classes to the class path.")
  static final class Classpath implements Callable<List<String>> {
    private final Notebook notebook;

    @Parameters(
        arity = "1..*",
        paramLabel = "PATH|GLOB",
        description = "Paths; * and ? stand for letters of one name, ** for folders.")
    private List<String> patterns;

    Classpath(Notebook notebook) {
      this.notebook = notebook;
    }

    @Override
    public List<String> call() {
      List<Path> found = Globs.find("%classpath", patterns, path -> true);
      notebook.addToClassPath(found);
      return found.stream().map(Path::toString).toList();
    }
  }

  @Override
  protected Object command(MagicCall call) {
    return new Classpath(call.notebook());
  }
}
