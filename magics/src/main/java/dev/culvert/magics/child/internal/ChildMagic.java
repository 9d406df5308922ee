package dev.culvert.magics.child.internal;

import dev.culvert.api.MagicCall;
import dev.culvert.magics.internal.PicocliMagic;
import picocli.CommandLine;
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
    return new CommandLine(new Child())
        .addSubcommand(new JavaCommand(call.notebook()))
        .addSubcommand(new ListCommand(call.notebook()))
        .addSubcommand(new KillCommand())
        .setStopAtPositional(true); // what follows the program belongs to the program
  }
}
