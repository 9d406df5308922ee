package dev.culvert.magics.activity.internal;

import dev.culvert.api.MagicCall;
import dev.culvert.magics.internal.PicocliMagic;
import dev.culvert.magics.threads.internal.DeadlockCommand;
import dev.culvert.magics.threads.internal.DumpCommand;
import picocli.CommandLine;

/** {@code %threads}: the threads that cells have running, their stacks, and deadlocks. */
public final class ThreadsMagic extends PicocliMagic {

  public ThreadsMagic() {
    super("threads");
  }

  @Override
  protected Object command(MagicCall call) {
    return new CommandLine(new ThreadsCommand(call.notebook()))
        .addSubcommand(new DumpCommand(call.notebook()))
        .addSubcommand(new DeadlockCommand(call.notebook()))
        .addSubcommand(new NoticeCommand(call.notebook()));
  }
}
