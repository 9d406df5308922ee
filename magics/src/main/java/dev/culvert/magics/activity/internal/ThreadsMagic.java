package dev.culvert.magics.activity.internal;

import dev.culvert.api.MagicCall;
import dev.culvert.magics.internal.CommandTree;
import dev.culvert.magics.internal.PicocliMagic;
import dev.culvert.magics.threads.internal.DeadlockCommand;
import dev.culvert.magics.threads.internal.DumpCommand;

/** {@code %threads}: the threads that cells have running, their stacks, and deadlocks. */
public final class ThreadsMagic extends PicocliMagic {

  public ThreadsMagic() {
    super("threads");
  }

  @Override
  protected Object command(MagicCall call) {
    return CommandTree.of(new ThreadsCommand(call.notebook()))
        .with(new DumpCommand(call.notebook()))
        .with(new DeadlockCommand(call.notebook()))
        .with(new NoticeCommand(call.notebook()));
  }
}
