package dev.culvert.magics.output.internal;

import dev.culvert.api.MagicCall;
import dev.culvert.magics.internal.PicocliMagic;
import picocli.CommandLine;

/** {@code %output}: where output went, and how much of it is shown. */
public final class OutputMagic extends PicocliMagic {

  public OutputMagic() {
    super("output");
  }

  @Override
  protected Object command(MagicCall call) {
    return new CommandLine(new OutputCommand(call.notebook()))
        .addSubcommand(new LimitCommand(call.notebook()))
        .addSubcommand(new PaceCommand(call.notebook()))
        .addSubcommand(new PrefixCommand(call.notebook()))
        .addSubcommand(new SaveCommand(call.notebook()))
        .addSubcommand(new ClearCommand(call.notebook()));
  }
}
