package dev.culvert.magics.output.internal;

import dev.culvert.api.Notebook;
import dev.culvert.magics.internal.ResultType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code %output pace}: how quickly output is sent. */
@ResultType(void.class)
@Command(
    name = "pace",
    description = "Keeps output below the rates beyond which a Jupyter server drops it, or not.")
final class PaceCommand implements Runnable {

  /** As users write it. */
  enum Pace {
    on,
    none
  }

  private final Notebook notebook;

  @Parameters(paramLabel = "on|none", description = "At first on (CULVERT_OUTPUT_PACE).")
  private Pace pace;

  PaceCommand(Notebook notebook) {
    this.notebook = notebook;
  }

  @Override
  public void run() {
    notebook.outputs().setPaced(pace == Pace.on);
  }
}
