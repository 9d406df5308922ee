package dev.culvert.magics.load.internal;

import dev.culvert.api.MagicCall;
import dev.culvert.magics.internal.Origin;
import dev.culvert.magics.internal.PicocliMagic;
import dev.culvert.magics.internal.ResultType;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code %load}: puts code from elsewhere into the cell. */
public final class LoadMagic extends PicocliMagic {

  public LoadMagic() {
    super("load");
  }

  @ResultType(void.class)
  @Command(
      description =
          "Puts the code of a file or an address into this cell, in place of what is there.",
      footer = {
        "",
        "It can be read before it is run: nothing runs now. Of a notebook it is the code of all its"
            + " cells; of a jshell script, commands that are jshell's alone become comments; so does"
            + " the package of a Java source."
      })
  static final class Load implements Callable<Void> {

    private final MagicCall call;

    @Parameters(
        paramLabel = "FILE|URL",
        description =
            "A .jsh, .java or .ipynb file or any other text, in UTF-8; or where it is on the"
                + " web.")
    private String from;

    Load(MagicCall call) {
      this.call = call;
    }

    @Override
    public Void call() throws InterruptedException {
      String code = CodeOf.text(Origin.name(from), Origin.read(from));
      call.notebook().nextInput("// %load " + from + "\n" + code, true);
      return null;
    }
  }

  @Override
  protected Object command(MagicCall call) {
    return new Load(call);
  }
}
