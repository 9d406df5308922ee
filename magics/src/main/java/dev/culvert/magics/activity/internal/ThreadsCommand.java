package dev.culvert.magics.activity.internal;

import dev.culvert.api.Activity.RunningThread;
import dev.culvert.api.Notebook;
import dev.culvert.magics.internal.ResultType;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code %threads}: every live thread that a cell made, with the cell that did. */
@ResultType(void.class)
@Command(
    description = "Shows the threads that cells have running, and which cell made them.",
    footer = {
      "",
      "The thread of the cells themselves, the JVM's and virtual threads are not among them."
    })
final class ThreadsCommand implements Runnable {

  private static final List<String> HEAD =
      List.of("cell", "id", "name", "state", "cpu", "where", "made in");

  private final Notebook notebook;

  @Option(names = "--cell", paramLabel = "N", description = "Those of this cell alone.")
  private Integer cell;

  ThreadsCommand(Notebook notebook) {
    this.notebook = notebook;
  }

  @Override
  public void run() {
    List<List<String>> rows =
        notebook.activity().threads().stream()
            .filter(each -> cell == null || each.cell() == cell)
            .map(ThreadsCommand::row)
            .toList();
    String none = cell == null ? "no thread of a cell runs" : "no thread of cell " + cell + " runs";
    notebook.display(Table.of(HEAD, rows, none));
  }

  private static List<String> row(RunningThread each) {
    Thread thread = each.thread();
    long nanos = ManagementFactory.getThreadMXBean().getThreadCpuTime(thread.getId());
    return List.of(
        "" + each.cell(),
        "" + thread.getId(),
        thread.getName() + (thread.isDaemon() ? " (daemon)" : ""),
        thread.getState().name().toLowerCase(Locale.ROOT).replace('_', ' '),
        nanos < 0 ? "-" : String.format(Locale.ROOT, "%.2f s", nanos / 1e9),
        where(thread.getStackTrace()),
        each.maker());
  }

  private static String where(StackTraceElement[] stack) {
    if (stack.length == 0) {
      return "-";
    }
    String type = stack[0].getClassName();
    return type.substring(type.lastIndexOf('.') + 1) + "." + stack[0].getMethodName();
  }
}
