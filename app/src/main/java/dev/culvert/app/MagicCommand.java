package dev.culvert.app;

import dev.culvert.api.Magic;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;

/** A magic as a command: all its words are passed on as they are. */
@Command
final class MagicCommand implements Runnable, CommandLine.IExitCodeGenerator {

  @Parameters(arity = "0..*", hidden = true)
  private List<String> words = List.of();

  @CommandLine.Spec private CommandSpec spec;

  private final Magic magic;
  private int exitCode;

  private MagicCommand(Magic magic) {
    this.magic = magic;
  }

  static CommandLine of(Magic magic) {
    CommandLine commandLine = new CommandLine(new MagicCommand(magic));
    commandLine.setUnmatchedOptionsArePositionalParams(true);
    commandLine.setStopAtPositional(true);
    return commandLine;
  }

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    try (TerminalNotebook terminal = TerminalNotebook.open(out)) {
      exitCode = magic.main(words, terminal, out, err);
    } finally {
      magic.close();
      out.flush();
      err.flush();
    }
  }

  @Override
  public int getExitCode() {
    return exitCode;
  }
}
