package dev.culvert.magics.session.internal;

import dev.culvert.api.MagicCall;
import dev.culvert.api.Notebook;
import dev.culvert.magics.internal.PicocliMagic;
import dev.culvert.magics.internal.ResultType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code %reset}: forgets what the notebook has declared. */
public final class ResetMagic extends PicocliMagic {

  public ResetMagic() {
    super("reset");
  }

  @ResultType(void.class)
  @Command(
      description =
          "Forgets all variables, methods, classes and imports of the notebook when its cell ends.",
      footer = {
        "",
        "Threads, connections and tunnels go on, and the class path stays; %%restart ends them."
      })
  static final class Reset implements Runnable {

    private final Notebook notebook;

    @Option(
        names = "-f",
        description = "Nothing is ever asked; this is for those who know IPython.")
    private boolean force;

    Reset(Notebook notebook) {
      this.notebook = notebook;
    }

    @Override
    public void run() {
      notebook.session().forgetAll(false);
    }
  }

  @Override
  protected Object command(MagicCall call) {
    return new Reset(call.notebook());
  }
}
