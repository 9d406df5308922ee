package dev.culvert.magics.shell.internal;

import dev.culvert.api.MagicCall;
import dev.culvert.magics.internal.PicocliMagic;
import picocli.CommandLine;

/** {@code %%bash}: the lines below it, run by bash. */
public final class BashMagic extends PicocliMagic {

  @Override
  protected Object command(MagicCall call) {
    return new CommandLine(new Script(call, "bash")).setCommandName("bash");
  }
}
