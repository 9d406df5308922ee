package dev.culvert.magics.log.internal;

import dev.culvert.api.MagicCall;
import dev.culvert.magics.internal.CommandTree;
import dev.culvert.magics.internal.PicocliMagic;
import picocli.CommandLine.Command;

/** {@code %log}: lines of loggers in the cell that logged them. */
public final class LogMagic extends PicocliMagic {

  private final Capture capture = new Capture();

  public LogMagic() {
    super("log");
  }

  /** The command itself; its subcommands do the work. */
  @Command(
      description = "Shows what is logged in the cell that logged it, in one form for all loggers.")
  static final class Log {}

  @Override
  protected Object command(MagicCall call) {
    return CommandTree.of(new Log())
        .with(new OnCommand(call.notebook(), capture))
        .with(new OffCommand(capture))
        .with(new LevelCommand(capture))
        .with(new TailCommand(call.notebook(), capture))
        .with(new SaveCommand(capture));
  }

  @Override
  public void close() {
    capture.off();
  }
}
