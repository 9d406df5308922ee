package dev.culvert.magics.maven.internal;

import dev.culvert.api.MagicCall;
import dev.culvert.api.MimeBundle;
import dev.culvert.api.Notebook;
import dev.culvert.api.UserError;
import dev.culvert.magics.internal.Environment;
import dev.culvert.magics.internal.PicocliMagic;
import dev.culvert.magics.internal.ResultType;
import dev.culvert.magics.maven.internal.SourceCompiler.Compiled;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code %sources}: Java sources, compiled, as more classes for a notebook. */
public final class SourcesMagic extends PicocliMagic {

  private static final String CLASS_PATH = "java.class.path";

  private final Loaded loaded;

  /** For the kernel. */
  public SourcesMagic() {
    this(new Loaded());
  }

  SourcesMagic(Loaded loaded) {
    super("sources");
    this.loaded = loaded;
  }

  /** The command. */
  @ResultType(void.class)
  @Command(
      description = "Compiles Java sources together and adds their classes to the class path.",
      footer = {
        "",
        "//SOURCES, //DEPS and //REPOS in them count, as in JBang. Types without a package are"
            + " imported."
      })
  static final class Sources implements Callable<Void> {
    private final Notebook notebook;
    private final Loaded loaded;

    @Mixin private NetworkOptions network;

    @Parameters(
        arity = "1..*",
        paramLabel = "FILE|GLOB|URL",
        description =
            "Java sources in UTF-8; * and ? stand for letters of one name, ** for folders.")
    private List<String> written;

    Sources(Notebook notebook, Loaded loaded) {
      this.notebook = notebook;
      this.loaded = loaded;
    }

    @Override
    public Void call() throws InterruptedException {
      SourceSet sources = SourceSet.of(written);
      if (!sources.dependencies().isEmpty()) {
        Wanted wanted =
            JBangNotation.wanted(
                sources.dependencies(), List.of(), sources.repositories(), network.chosen());
        loaded.addTo(notebook, Fetching.in(notebook, resolver -> resolver.resolve(wanted)));
      }
      Compiled compiled = compile(sources.texts());
      String onClassPath = File.pathSeparator + System.getProperty(CLASS_PATH) + File.pathSeparator;
      if (!onClassPath.contains(File.pathSeparator + compiled.folder() + File.pathSeparator)) {
        notebook.addToClassPath(List.of(compiled.folder()));
      }
      if (!compiled.imports().isEmpty()) {
        notebook.session().importTypes(compiled.imports());
      }
      if (!compiled.kept().isEmpty()) {
        notebook.display(
            MimeBundle.text(
                "changed since they were compiled for this notebook: "
                    + String.join(", ", compiled.kept())
                    + ". What it has stays; restart the kernel to change it."));
      }
      return null;
    }

    private Compiled compile(Map<String, String> texts) {
      Path root = root(Environment.of(notebook));
      try {
        return new SourceCompiler(root, System.getProperty(CLASS_PATH, "")).compile(texts);
      } catch (IOException e) {
        throw new UserError(
            "ClassPathError", "%sources: classes cannot be written to " + root + ": " + e, e);
      }
    }

    private static Path root(Map<String, String> environment) {
      String caches = environment.get("XDG_CACHE_HOME");
      Path home =
          caches == null || !Path.of(caches).isAbsolute()
              ? Path.of(System.getProperty("user.home"), ".cache")
              : Path.of(caches);
      return home.resolve("culvert").resolve("sources");
    }
  }

  @Override
  protected Object command(MagicCall call) {
    return new Sources(call.notebook(), loaded);
  }
}
