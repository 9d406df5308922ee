package dev.culvert.magics.log.internal;

import dev.culvert.api.MimeBundle;
import dev.culvert.api.Notebook;
import dev.culvert.api.UserError;
import dev.culvert.magics.internal.ResultType;
import dev.culvert.magics.log.LogTail;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code %log tail}: the last lines of all cells. */
@ResultType(void.class)
@Command(name = "tail", description = "Shows the last lines of all cells, in the order of logging.")
final class TailCommand implements Runnable {

  private final Notebook notebook;
  private final Capture capture;

  @Parameters(arity = "0..1", paramLabel = "N", description = "How many, 1 to 10000. Default: 20.")
  private int lines = 20;

  TailCommand(Notebook notebook, Capture capture) {
    this.notebook = notebook;
    this.capture = capture;
  }

  @Override
  public void run() {
    if (lines < 1 || lines > LogTail.MOST) {
      throw UserError.usage("%log tail: takes 1 to " + LogTail.MOST + ", not " + lines + ".");
    }
    List<String> last = capture.tail().last(lines);
    notebook.display(
        MimeBundle.text(last.isEmpty() ? "nothing was logged yet" : String.join("\n", last)));
  }
}
