package dev.culvert.magics.log.internal;

import dev.culvert.api.MagicCall;
import dev.culvert.magics.internal.PicocliMagic;
import picocli.CommandLine;
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
    return new CommandLine(new Log())
        .addSubcommand(new OnCommand(call.notebook(), capture))
        .addSubcommand(new OffCommand(capture))
        .addSubcommand(new LevelCommand(capture))
        .addSubcommand(new TailCommand(call.notebook(), capture))
        .addSubcommand(new SaveCommand(capture));
  }

  @Override
  public void close() {
    capture.off();
  }
}
