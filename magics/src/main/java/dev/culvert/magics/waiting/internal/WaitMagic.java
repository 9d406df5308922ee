package dev.culvert.magics.waiting.internal;

import dev.culvert.api.MagicCall;
import dev.culvert.api.Notebook;
import dev.culvert.magics.internal.CommandTree;
import dev.culvert.magics.internal.PicocliMagic;
import picocli.CommandLine.Command;

/** {@code %wait}. */
public final class WaitMagic extends PicocliMagic {

  public WaitMagic() {
    super("wait");
  }

  @Command(description = "Wait for something outside: a port, a file, a database.")
  static final class Root {}

  @Override
  protected Object command(MagicCall call) {
    Notebook notebook = call.notebook();
    return CommandTree.of(new Root())
        .with(new SqlCommand(notebook))
        .with(new PortCommand(notebook))
        .with(new FileCommand(notebook));
  }
}
