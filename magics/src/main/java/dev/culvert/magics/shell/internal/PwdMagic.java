package dev.culvert.magics.shell.internal;

import dev.culvert.api.MagicCall;
import dev.culvert.api.Notebook;
import dev.culvert.magics.internal.PicocliMagic;
import dev.culvert.magics.internal.ResultType;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code %pwd}: the folder in which relative names of files start. */
public final class PwdMagic extends PicocliMagic {

  public PwdMagic() {
    super("pwd");
  }

  @ResultType(String.class)
  @Command(description = "Gives the folder in which relative names of files start.")
  static final class Pwd implements Callable<String> {

    private final Notebook notebook;

    Pwd(Notebook notebook) {
      this.notebook = notebook;
    }

    @Override
    public String call() {
      return notebook.surroundings().folder().toString();
    }
  }

  @Override
  protected Object command(MagicCall call) {
    return new Pwd(call.notebook());
  }
}
