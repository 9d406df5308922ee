package dev.culvert.magics.shell.internal;

import dev.culvert.api.MagicCall;
import dev.culvert.magics.internal.PicocliMagic;
import picocli.CommandLine;

/** {@code %%sh}: the lines below it, run by sh. */
public final class ShMagic extends PicocliMagic {

  @Override
  protected Object command(MagicCall call) {
    return new CommandLine(new Script(call, "sh")).setCommandName("sh");
  }
}
