package dev.culvert.magics.output.internal;

import dev.culvert.api.MagicCall;
import dev.culvert.magics.internal.CommandTree;
import dev.culvert.magics.internal.PicocliMagic;

/** {@code %output}: where output went, and how much of it is shown. */
public final class OutputMagic extends PicocliMagic {

  public OutputMagic() {
    super("output");
  }

  @Override
  protected Object command(MagicCall call) {
    return CommandTree.of(new OutputCommand(call.notebook()))
        .with(new LimitCommand(call.notebook()))
        .with(new PaceCommand(call.notebook()))
        .with(new PrefixCommand(call.notebook()))
        .with(new SaveCommand(call.notebook()))
        .with(new ClearCommand(call.notebook()));
  }
}
