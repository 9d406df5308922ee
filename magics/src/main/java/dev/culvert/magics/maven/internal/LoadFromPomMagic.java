package dev.culvert.magics.maven.internal;

import dev.culvert.api.MagicCall;
import dev.culvert.api.UserError;
import dev.culvert.magics.internal.HomePath;
import dev.culvert.magics.internal.PicocliMagic;
import dev.culvert.magics.internal.ResultType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/**
 * {@code %loadFromPOM}: what a POM needs, on the class path. The POM is a file, or stands below
 * {@code %%loadFromPOM}, where a piece of one will do.
 */
public final class LoadFromPomMagic extends PicocliMagic {

  private static final List<String> SCOPES =
      List.of("compile", "provided", "runtime", "system", "test");
  private static final Set<String> USUAL = Set.of("compile", "runtime");

  private final Loaded loaded;

  /** For the kernel. */
  public LoadFromPomMagic() {
    this(new Loaded());
  }

  LoadFromPomMagic(Loaded loaded) {
    super("loadFromPOM");
    this.loaded = loaded;
  }

  /** The command. */
  @ResultType(void.class)
  @Command(
      description = "Adds the dependencies of a POM to the class path.",
      footer = {
        "",
        "Below %%%%loadFromPOM stands a POM, or the <dependency> and <repository> elements of one."
      })
  static final class LoadFromPom implements Callable<Void> {
    private final MagicCall call;
    private final Loaded loaded;

    @Mixin private NetworkOptions network;

    @Parameters(
        arity = "0..*",
        paramLabel = "FILE|SCOPE",
        description =
            "The POM, if it is not below; then the scopes that count: compile, runtime, provided,"
                + " test, system. Without any: compile and runtime.")
    private List<String> words = List.of();

    LoadFromPom(MagicCall call, Loaded loaded) {
      this.call = call;
      this.loaded = loaded;
    }

    @Override
    public Void call() {
      if (call.isCell()) {
        below(PomText.whole(call.body()), scopes(words));
        return null;
      }
      if (words.isEmpty()) {
        throw UserError.usage(
            "%loadFromPOM: the POM is missing. Give its file, or write it below %%loadFromPOM.");
      }
      Path pom = HomePath.of(words.get(0));
      if (Files.isDirectory(pom)) {
        pom = pom.resolve("pom.xml");
      }
      if (!Files.isRegularFile(pom)) {
        throw new UserError(
            "MavenError",
            "%loadFromPOM: there is no file " + pom.toAbsolutePath().normalize() + ".");
      }
      load(pom.toAbsolutePath(), words.get(0), scopes(words.subList(1, words.size())));
      return null;
    }

    private void below(String text, Set<String> scopes) {
      try {
        Path pom = Files.createTempFile("notebook", ".pom");
        try {
          Files.writeString(pom, text);
          load(pom, "of this cell", scopes);
        } finally {
          Files.delete(pom);
        }
      } catch (IOException e) {
        throw new UserError(
            "MavenError",
            "%loadFromPOM: the POM cannot be written to " + System.getProperty("java.io.tmpdir"),
            e);
      }
    }

    private void load(Path pom, String name, Set<String> scopes) {
      Network how = network.chosen();
      loaded.addTo(
          call.notebook(),
          Fetching.in(call.notebook(), resolver -> resolver.resolve(pom, name, scopes, how)));
    }

    private static Set<String> scopes(List<String> written) {
      for (String each : written) {
        if (!SCOPES.contains(each)) {
          throw UserError.usage(
              "%loadFromPOM: '"
                  + each
                  + "' is no scope. There are "
                  + String.join(", ", SCOPES)
                  + ".");
        }
      }
      return written.isEmpty() ? USUAL : new LinkedHashSet<>(written);
    }
  }

  @Override
  protected Object command(MagicCall call) {
    return new LoadFromPom(call, loaded);
  }
}
