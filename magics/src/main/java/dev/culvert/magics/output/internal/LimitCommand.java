package dev.culvert.magics.output.internal;

import dev.culvert.api.Notebook;
import dev.culvert.magics.internal.ResultType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code %output limit}: how much of a cell's output is shown. */
@ResultType(void.class)
@Command(name = "limit", description = "Sets how much of each cell's output is shown.")
final class LimitCommand implements Runnable {

  private final Notebook notebook;

  @Parameters(
      paramLabel = "SIZE",
      description = "As 500kB, 10MB or none; at first 2MB (CULVERT_OUTPUT_LIMIT).")
  private String size;

  LimitCommand(Notebook notebook) {
    this.notebook = notebook;
  }

  @Override
  public void run() {
    notebook.outputs().setLimit(size);
  }
}
