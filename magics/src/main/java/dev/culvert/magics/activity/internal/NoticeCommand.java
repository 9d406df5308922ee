package dev.culvert.magics.activity.internal;

import dev.culvert.api.Notebook;
import dev.culvert.magics.internal.ResultType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code %threads notice}: whether cells say what they leave running. */
@ResultType(void.class)
@Command(
    name = "notice",
    description = "Lets each cell say at its end which threads and processes it leaves running.")
final class NoticeCommand implements Runnable {

  /** As users write it. */
  enum Switch {
    on,
    off
  }

  private final Notebook notebook;

  @Parameters(paramLabel = "on|off", description = "At first it is off.")
  private Switch value;

  NoticeCommand(Notebook notebook) {
    this.notebook = notebook;
  }

  @Override
  public void run() {
    notebook.activity().setNoticed(value == Switch.on);
  }
}
