package dev.culvert.magics.maven.internal;

import dev.culvert.api.MagicCall;
import dev.culvert.api.MimeBundle;
import dev.culvert.api.Notebook;
import dev.culvert.magics.internal.PicocliMagic;
import dev.culvert.magics.internal.ResultType;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code %maven}: artifacts and what they need, on the class path. */
public final class MavenMagic extends PicocliMagic {

  private final Loaded loaded = new Loaded();

  /** The command. */
  @ResultType(void.class)
  @Command(
      name = "maven",
      description = "Adds artifacts and their runtime dependencies to the class path.")
  static final class Maven implements Runnable {
    private final Notebook notebook;
    private final Loaded loaded;

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

    @Option(names = "--offline", description = "Use the local repository alone.")
    private boolean offline;

    @Parameters(
        arity = "1..*",
        paramLabel = "GROUP:ARTIFACT:VERSION",
        description =
            "Coordinates, as org.apache.commons:commons-text:1.13.0; with --bom the version may"
                + " be left out.")
    private List<String> coordinates;

    Maven(Notebook notebook, Loaded loaded) {
      this.notebook = notebook;
      this.loaded = loaded;
    }

    @Override
    public void run() {
      Wanted wanted = new Wanted(coordinates, boms, exclusions, repositories, offline);
      Loaded.Added added = loaded.add(Resolver.ofUser().resolve(wanted));
      if (!added.files().isEmpty()) {
        notebook.addToClassPath(added.files());
      }
      if (!added.kept().isEmpty()) {
        notebook.display(MimeBundle.text(String.join("\n", added.kept())));
      }
    }
  }

  @Override
  protected Object command(MagicCall call) {
    return new Maven(call.notebook(), loaded);
  }
}
