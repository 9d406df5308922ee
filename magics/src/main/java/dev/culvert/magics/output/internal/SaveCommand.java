package dev.culvert.magics.output.internal;

import dev.culvert.api.MimeBundle;
import dev.culvert.api.Notebook;
import dev.culvert.magics.internal.HomePath;
import dev.culvert.magics.internal.ResultType;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code %output save}: all that a cell wrote, in a file. */
@ResultType(void.class)
@Command(name = "save", description = "Writes all that a cell wrote to a file, which is replaced.")
final class SaveCommand implements Runnable {

  private final Notebook notebook;

  @Parameters(paramLabel = "FILE", description = "The file.")
  private String file;

  @Option(
      names = "--cell",
      paramLabel = "N",
      description = "Which cell; without it the last one that wrote something.")
  private int cell;

  SaveCommand(Notebook notebook) {
    this.notebook = notebook;
  }

  @Override
  public void run() {
    long bytes = notebook.outputs().save(cell, HomePath.of(file));
    notebook.display(
        MimeBundle.text(String.format(Locale.ROOT, "%,d bytes saved to %s", bytes, file)));
  }
}
