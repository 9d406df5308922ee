package dev.culvert.magics.maven.internal;

import dev.culvert.api.MagicCall;
import dev.culvert.api.Notebook;
import dev.culvert.magics.internal.PicocliMagic;
import dev.culvert.magics.internal.ResultType;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code %maven}: artifacts and what they need, on the class path. */
public final class MavenMagic extends PicocliMagic {

  /** The command. */
  @ResultType(void.class)
  @Command(
      name = "maven",
      description = "Adds artifacts and their runtime dependencies to the class path.")
  static final class Maven implements Runnable {
    private final Notebook notebook;

    @Parameters(
        arity = "1..*",
        paramLabel = "GROUP:ARTIFACT:VERSION",
        description = "Coordinates, as org.apache.commons:commons-text:1.13.0.")
    private List<String> coordinates;

    Maven(Notebook notebook) {
      this.notebook = notebook;
    }

    @Override
    public void run() {
      notebook.addToClassPath(Resolver.ofUser().resolve(coordinates));
    }
  }

  @Override
  protected Object command(MagicCall call) {
    return new Maven(call.notebook());
  }
}
