package dev.culvert.magics.maven.internal;

import dev.culvert.api.FetchesDocumentation;
import dev.culvert.api.MagicCall;
import dev.culvert.api.Notebook;
import dev.culvert.magics.internal.Environment;
import dev.culvert.magics.internal.PicocliMagic;
import dev.culvert.magics.internal.ResultType;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code %maven}: artifacts and what they need, on the class path. */
public class MavenMagic extends PicocliMagic implements FetchesDocumentation {

  private final Loaded loaded;

  // What came to a notebook may be documented where it came from. Documentation is asked for on
  // another thread than cells run on.
  private final Set<String> repositories = new CopyOnWriteArraySet<>();
  private volatile Notebook lastCaller; // null before the first call

  /** For the kernel. */
  public MavenMagic() {
    this(new Loaded());
  }

  MavenMagic(Loaded loaded) {
    this("maven", loaded);
  }

  /** For a magic that is this one and more. */
  MavenMagic(String name, Loaded loaded) {
    super(name);
    this.loaded = loaded;
  }

  /** The command. */
  @ResultType(void.class)
  @Command(description = "Adds artifacts and their runtime dependencies to the class path.")
  static class Maven implements Runnable {
    private final Notebook notebook;
    private final Loaded loaded;
    private final Consumer<Wanted> found;

    @Option(
        names = "--repo",
        paramLabel = "[ID=]URL",
        description =
            "One more repository; may be given again. The settings' credentials go by ID.")
    private List<String> repositories = List.of();

    @Option(
        names = "--bom",
        paramLabel = "GROUP:ARTIFACT:VERSION",
        description = "A POM that says versions; may be given again.")
    private List<String> boms = List.of();

    @Option(
        names = "--exclude",
        paramLabel = "GROUP:ARTIFACT",
        description = "A dependency to leave out, * for any; may be given again.")
    private List<String> exclusions = List.of();

    /** For the front, which hands on what stands behind {@code //DEPS} and {@code //REPOS}. */
    @Option(names = "--jbang", hidden = true)
    private boolean jbang;

    @Mixin private NetworkOptions network;

    @Parameters(
        arity = "1..*",
        paramLabel = "GROUP:ARTIFACT:VERSION",
        description =
            "Coordinates, as org.apache.commons:commons-text:1.13.0; with --bom the version may"
                + " be left out.")
    private List<String> coordinates;

    /**
     * @param found told what was added
     */
    Maven(Notebook notebook, Loaded loaded, Consumer<Wanted> found) {
      this.notebook = notebook;
      this.loaded = loaded;
      this.found = found;
    }

    /** What was written. */
    List<String> words() {
      return coordinates;
    }

    @Override
    public void run() {
      add(coordinates);
    }

    /** Adds these in place of what was written. */
    void add(List<String> chosen) {
      Network how = network.chosen();
      Wanted wanted =
          jbang
              ? JBangNotation.wanted(chosen, exclusions, repositories, how)
              : new Wanted(chosen, boms, exclusions, repositories, how);
      loaded.addTo(notebook, Fetching.in(notebook, resolver -> resolver.resolve(wanted)));
      found.accept(wanted);
    }
  }

  @Override
  public boolean fetchDocumentation(Path jar) {
    Notebook notebook = lastCaller;
    return Resolver.ofUser(notebook == null ? System.getenv() : Environment.of(notebook))
        .fetchDocumentation(jar, List.copyOf(repositories));
  }

  /** Keeps where documentation of what was added is to be looked for. */
  final Consumer<Wanted> remembering(Notebook notebook) {
    return wanted -> {
      repositories.addAll(wanted.repositories());
      lastCaller = notebook;
    };
  }

  @Override
  protected Object command(MagicCall call) {
    return new Maven(call.notebook(), loaded, remembering(call.notebook()));
  }
}
