package dev.culvert.magics.maven.internal;

import dev.culvert.api.MagicCall;
import dev.culvert.api.MimeBundle;
import dev.culvert.api.Notebook;
import dev.culvert.api.UserError;
import dev.culvert.magics.internal.ResultType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import picocli.CommandLine.Command;

/**
 * {@code %dependency}: {@code %maven} by another name, and in the two steps that Rapaio's kernel
 * has: {@code /add g:a:v} as often as needed, then {@code /resolve} for one choice of versions.
 */
public final class DependencyMagic extends MavenMagic {

  private static final String ADD = "/add";
  private static final String RESOLVE = "/resolve";

  private final Loaded loaded;
  private final List<String> waiting = new ArrayList<>(); // guarded by itself

  /** For the kernel. */
  public DependencyMagic() {
    this(new Loaded());
  }

  DependencyMagic(Loaded loaded) {
    super("dependency", loaded);
    this.loaded = loaded;
  }

  /** The command. */
  @ResultType(void.class)
  @Command(
      description = "Adds artifacts and their runtime dependencies to the class path, as %%maven.",
      footer = {
        "",
        "In two steps: /add GROUP:ARTIFACT:VERSION, as often as needed, and then /resolve."
      })
  static final class InSteps extends Maven {
    private final Notebook notebook;
    private final List<String> waiting;

    InSteps(Notebook notebook, Loaded loaded, Consumer<Wanted> found, List<String> waiting) {
      super(notebook, loaded, found);
      this.notebook = notebook;
      this.waiting = waiting;
    }

    @Override
    public void run() {
      List<String> behind = words().subList(1, words().size());
      switch (words().get(0)) {
        case ADD -> wait(behind);
        case RESOLVE -> resolve();
        default -> super.run();
      }
    }

    private void wait(List<String> coordinates) {
      if (coordinates.isEmpty()) {
        throw UserError.usage("%dependency /add: give group:artifact:version behind it.");
      }
      coordinates.forEach(Coordinates::artifact);
      synchronized (waiting) {
        waiting.addAll(coordinates);
      }
      notebook.display(
          MimeBundle.text("%dependency /resolve adds " + String.join(", ", coordinates) + "."));
    }

    private void resolve() {
      List<String> all;
      synchronized (waiting) {
        all = List.copyOf(waiting);
      }
      if (all.isEmpty()) {
        throw UserError.usage("%dependency /resolve: nothing was added with /add before it.");
      }
      add(all);
      synchronized (waiting) {
        waiting.removeAll(all);
      }
    }
  }

  @Override
  protected Object command(MagicCall call) {
    return new InSteps(call.notebook(), loaded, remembering(call.notebook()), waiting);
  }
}
