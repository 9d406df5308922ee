package dev.culvert.magics.output.internal;

import dev.culvert.api.Notebook;
import dev.culvert.magics.internal.ResultType;
import picocli.CommandLine.Command;

/** {@code %output clear}: removes what this cell has put out so far. */
@ResultType(void.class)
@Command(name = "clear", description = "Removes what this cell has put out so far.")
final class ClearCommand implements Runnable {

  private final Notebook notebook;

  ClearCommand(Notebook notebook) {
    this.notebook = notebook;
  }

  @Override
  public void run() {
    notebook.clearOutput(false);
  }
}
