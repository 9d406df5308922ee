package dev.culvert.magics.shell.internal;

import dev.culvert.api.MagicCall;
import dev.culvert.magics.internal.PicocliMagic;

/** {@code %%sh}: the lines below it, run by sh. */
public final class ShMagic extends PicocliMagic {

  public ShMagic() {
    super("sh");
  }

  @Override
  protected Object command(MagicCall call) {
    return new Script(call, "sh");
  }
}
