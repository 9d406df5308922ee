package dev.culvert.magics.output.internal;

import dev.culvert.api.Activity.RunningProcess;
import dev.culvert.api.MimeBundle;
import dev.culvert.api.Notebook;
import dev.culvert.api.Outputs.Written;
import dev.culvert.magics.internal.ResultType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code %output}: what each cell wrote, who wrote it, and where it is. */
@ResultType(void.class)
@Command(
    description =
        "Shows what cells wrote: how much, which threads, how much late, and where it is.",
    footer = {
      "",
      "What no Java thread printed came from child processes, native code or FileDescriptor.out:"
          + " which of them, nobody can tell."
    })
final class OutputCommand implements Runnable {

  private static final int MOST_THREADS = 8;

  private final Notebook notebook;

  @Option(names = "--cell", paramLabel = "N", description = "This cell alone.")
  private Integer cell;

  OutputCommand(Notebook notebook) {
    this.notebook = notebook;
  }

  @Override
  public void run() {
    List<RunningProcess> processes = notebook.activity().processes();
    List<String> lines = new ArrayList<>();
    for (Written written : notebook.outputs().cells()) {
      if (cell == null || written.cell() == cell) {
        describe(written, processes, lines);
      }
    }
    if (lines.isEmpty()) {
      lines.add(cell == null ? "no cell has written anything" : "cell " + cell + " wrote nothing");
    }
    notebook.display(MimeBundle.text(String.join("\n", lines)));
  }

  private static void describe(
      Written written, List<RunningProcess> processes, List<String> lines) {
    lines.add(
        "cell "
            + written.cell()
            + ": "
            + bytes(written.stdout())
            + " to stdout, "
            + bytes(written.stderr())
            + " to stderr"
            + (written.late() > 0 ? ", " + bytes(written.late()) + " of these late" : "")
            + (written.leftOut() > 0 ? ", " + bytes(written.leftOut()) + " left out" : ""));
    long others = written.stdout() + written.stderr();
    for (Map.Entry<String, Long> logger : written.byLogger().entrySet()) {
      others -= logger.getValue();
      lines.add("  logger \"" + logger.getKey() + "\": " + bytes(logger.getValue()));
    }
    int shown = 0;
    for (Map.Entry<String, Long> thread : written.byThread().entrySet()) {
      others -= thread.getValue();
      if (++shown <= MOST_THREADS) {
        lines.add("  thread \"" + thread.getKey() + "\": " + bytes(thread.getValue()));
      }
    }
    if (shown > MOST_THREADS) {
      lines.add("  and " + (shown - MOST_THREADS) + " more threads");
    }
    if (others > 0) {
      lines.add("  child processes or native code: " + bytes(others) + live(written, processes));
    }
    if (!written.file().isEmpty()) {
      lines.add("  all of it: " + written.file());
    }
  }

  private static String live(Written written, List<RunningProcess> processes) {
    List<String> pids =
        processes.stream()
            .filter(each -> each.cell() == written.cell() && each.exit() == null)
            .map(each -> each.pid() + " " + each.program())
            .toList();
    return pids.isEmpty() ? "" : " (live: " + String.join(", ", pids) + ")";
  }

  private static String bytes(long count) {
    return String.format(java.util.Locale.ROOT, count == 1 ? "%,d byte" : "%,d bytes", count);
  }
}
