package dev.culvert.worker;

import dev.culvert.api.Notebook;
import dev.culvert.api.UserError;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/**
 * {@code !command}, run by the system's shell with the cell's own descriptors. On the cell thread.
 *
 * <p>Messages show the command as it was written: values of variables may be secrets.
 */
final class ShellCommand {

  private final Children children;
  private final CellRun cell;
  private final String written;
  private final Notebook notebook;

  ShellCommand(Children children, CellRun cell, String written, Notebook notebook) {
    this.children = children;
    this.cell = cell;
    this.written = written;
    this.notebook = notebook;
  }

  /** Runs the command to its end. */
  void run() throws Exception {
    Process process = start(Redirect.INHERIT);
    try (var registration = cell.onInterrupt(() -> destroyTree(process))) {
      check(process.waitFor());
    }
  }

  /** Runs the command to its end; what it prints to stdout is the value, and is not shown. */
  List<String> lines() throws Exception {
    Process process = start(Redirect.PIPE);
    try (var registration = cell.onInterrupt(() -> destroyTree(process));
        BufferedReader printed =
            new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      List<String> lines = printed.lines().collect(Collectors.toList()); // mutable, as any list
      check(process.waitFor());
      return lines;
    }
  }

  private Process start(Redirect output) throws IOException {
    return children.start(
        new ProcessBuilder("/bin/sh", "-c", notebook.fillIn(written))
            .inheritIO()
            .redirectInput(new File("/dev/null"))
            .redirectOutput(output));
  }

  private void check(int exit) {
    if (exit != 0) {
      throw new UserError("ShellError", "!" + written + " ended with exit code " + exit + ".");
    }
  }

  /** The shell first: one that outlives its command has words to say. */
  private static void destroyTree(Process process) {
    List<ProcessHandle> descendants = process.descendants().toList(); // unknown after its death
    process.destroy();
    descendants.forEach(ProcessHandle::destroy);
  }
}
