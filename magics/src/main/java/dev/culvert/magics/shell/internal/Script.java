package dev.culvert.magics.shell.internal;

import dev.culvert.api.Cell;
import dev.culvert.api.MagicCall;
import dev.culvert.api.Notebook;
import dev.culvert.api.UserError;
import dev.culvert.magics.internal.ResultType;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * The lines below {@code %%bash} or {@code %%sh}, run by that shell with the cell's own
 * descriptors.
 *
 * <p>The text reaches the shell as an argument, so that what it starts does not read it as input.
 */
@ResultType(void.class)
@Command(
    description = "Runs the lines below it in a shell.",
    footer = {
      "",
      "{name} stands for the value of the notebook variable of that name, and for itself where there"
          + " is none. An exit code other than 0 is an error; end with '|| true' to go on."
    })
final class Script implements Callable<Void> {

  private final MagicCall call;
  private final String shell;

  @Parameters(arity = "0..*", paramLabel = "ARG", description = "$1, $2 and so on of the script.")
  private List<String> args = List.of();

  Script(MagicCall call, String shell) {
    this.call = call;
    this.shell = shell;
  }

  @Override
  public Void call() throws InterruptedException {
    if (!call.isCell()) {
      throw UserError.usage(
          "%"
              + shell
              + " runs the lines below it: begin the cell with %%"
              + shell
              + ", or write !command on a line.");
    }
    Notebook notebook = call.notebook();
    List<String> command = new ArrayList<>(List.of(shell, "-c", notebook.fillIn(call.body())));
    command.add(shell);
    command.addAll(args);
    Process process = start(notebook, command);
    try (Cell.Registration registration = notebook.cell().onInterrupt(process::destroy)) {
      int exit = process.waitFor();
      if (exit != 0) {
        throw new UserError("ShellError", "%%" + shell + " ended with exit code " + exit + ".");
      }
    }
    return null;
  }

  private Process start(Notebook notebook, List<String> command) {
    try {
      return notebook
          .surroundings()
          .start(new ProcessBuilder(command).inheritIO().redirectInput(new File("/dev/null")));
    } catch (IOException e) {
      throw new UserError("ShellError", shell + " cannot be started. Install it, or use %%sh.", e);
    }
  }
}
