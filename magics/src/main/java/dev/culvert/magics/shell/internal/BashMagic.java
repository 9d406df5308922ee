package dev.culvert.magics.shell.internal;

import dev.culvert.api.MagicCall;
import dev.culvert.magics.internal.PicocliMagic;

/** {@code %%bash}: the lines below it, run by bash. */
public final class BashMagic extends PicocliMagic {

  public BashMagic() {
    super("bash");
  }

  @Override
  protected Object command(MagicCall call) {
    return new Script(call, "bash");
  }
}
