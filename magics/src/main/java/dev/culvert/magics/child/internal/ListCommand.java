package dev.culvert.magics.child.internal;

import dev.culvert.api.MimeBundle;
import dev.culvert.api.Notebook;
import dev.culvert.magics.internal.ResultType;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

/**
 * {@code %child list}: every living descendant of this JVM, however it was started. Only names of
 * programs are shown, no arguments: these may hold secrets.
 */
@ResultType(void.class)
@Command(
    name = "list",
    description = "Shows the processes this JVM started that still run, and their children.")
final class ListCommand implements Runnable {

  private final Notebook notebook;

  ListCommand(Notebook notebook) {
    this.notebook = notebook;
  }

  @Override
  public void run() {
    List<ProcessHandle> children =
        ProcessHandle.current().descendants().filter(ProcessHandle::isAlive).toList();
    String text =
        children.isEmpty()
            ? "no child process runs"
            : children.stream()
                .map(ListCommand::row)
                .collect(
                    Collectors.joining(
                        "\n",
                        String.format(
                            "%8s %8s %9s %9s  %s%n", "pid", "parent", "age", "cpu", "program"),
                        ""));
    notebook.display(MimeBundle.text(text));
  }

  private static String row(ProcessHandle process) {
    ProcessHandle.Info info = process.info();
    return String.format(
        Locale.ROOT,
        "%8d %8s %9s %9s  %s",
        process.pid(),
        process.parent().map(parent -> "" + parent.pid()).orElse("-"),
        info.startInstant().map(start -> time(Duration.between(start, Instant.now()))).orElse("-"),
        info.totalCpuDuration().map(ListCommand::time).orElse("-"),
        info.command().map(command -> "" + Path.of(command).getFileName()).orElse("-"));
  }

  private static String time(Duration duration) {
    return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
  }
}
