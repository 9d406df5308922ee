package dev.culvert.magics.session.internal;

import dev.culvert.api.MagicCall;
import dev.culvert.api.Notebook;
import dev.culvert.magics.internal.PicocliMagic;
import dev.culvert.magics.internal.ResultType;
import picocli.CommandLine.Command;

/** {@code %restart}: a new JVM for the cells. */
public final class RestartMagic extends PicocliMagic {

  public RestartMagic() {
    super("restart");
  }

  @ResultType(void.class)
  @Command(
      description = "Forgets all that is declared, and starts a new JVM for the cells that follow.",
      footer = {
        "",
        "It happens when the cell ends. Threads, child processes, connections and tunnels end; folder"
            + " and environment are those of the start. The class path, the history and the numbers of"
            + " cells stay."
      })
  static final class Restart implements Runnable {

    private final Notebook notebook;

    Restart(Notebook notebook) {
      this.notebook = notebook;
    }

    @Override
    public void run() {
      notebook.session().forgetAll(true);
    }
  }

  @Override
  protected Object command(MagicCall call) {
    return new Restart(call.notebook());
  }
}
