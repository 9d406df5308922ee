package dev.culvert.magics.output.internal;

import dev.culvert.api.Notebook;
import dev.culvert.magics.internal.ResultType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code %output prefix}: who wrote which line. */
@ResultType(void.class)
@Command(
    name = "prefix",
    description = "Marks each line with the thread, the logger or the child that wrote it, or not.",
    footer = {
      "",
      "[child] is all that no Java thread printed: child processes, native code,"
          + " FileDescriptor.out. Prints take about ten times as long meanwhile."
    })
final class PrefixCommand implements Runnable {

  /** As users write it. */
  enum Prefix {
    on,
    off
  }

  private final Notebook notebook;

  @Parameters(paramLabel = "on|off", description = "At first off.")
  private Prefix prefix;

  PrefixCommand(Notebook notebook) {
    this.notebook = notebook;
  }

  @Override
  public void run() {
    notebook.outputs().setPrefixed(prefix == Prefix.on);
  }
}
