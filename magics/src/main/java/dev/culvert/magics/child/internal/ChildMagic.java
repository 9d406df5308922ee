package dev.culvert.magics.child.internal;

import dev.culvert.api.MagicCall;
import dev.culvert.magics.internal.CommandTree;
import dev.culvert.magics.internal.PicocliMagic;
import picocli.CommandLine.Command;

/** {@code %child}: Java programs as child processes. */
public final class ChildMagic extends PicocliMagic {

  public ChildMagic() {
    super("child");
  }

  /** The command itself; its subcommands do the work. */
  @Command(description = "Runs Java programs as child processes, lists and ends children.")
  static final class Child {}

  @Override
  protected Object command(MagicCall call) {
    return CommandTree.of(new Child())
        .with(new JavaCommand(call.notebook()))
        .with(new ListCommand(call.notebook()))
        .with(new KillCommand())
        .stopAtPositional(); // what follows the program belongs to the program
  }
}
