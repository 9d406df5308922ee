package dev.culvert.magics.lab.internal;

import dev.culvert.api.MagicCall;
import dev.culvert.magics.internal.CommandTree;
import dev.culvert.magics.internal.PicocliMagic;
import picocli.CommandLine.Command;

/** {@code %lab} and {@code %%lab}: experiments for lessons. */
public final class LabMagic extends PicocliMagic {

  public LabMagic() {
    super("lab");
  }

  /** The command itself; its subcommands do the work. */
  @Command(description = "Experiments for lessons, run for real on this Java.")
  static final class Lab {}

  @Override
  protected Object command(MagicCall call) {
    return CommandTree.of(new Lab()).with(new ForkCommand(call));
  }
}
