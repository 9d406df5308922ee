package dev.culvert.front.engine;

import dev.culvert.front.remote.Obituary;
import dev.culvert.front.remote.RemoteControl;
import dev.culvert.front.remote.WorkerProcess;
import dev.culvert.front.remote.WorkerStarter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import jdk.jshell.JShell;
import jdk.jshell.VarSnippet;

/**
 * Puts a new worker in the place of a dead one: it is given the class path and the classes that
 * were kept; variables are dropped, so that using one is an error and not a silent null. Guarded by
 * the engine's lock.
 */
final class Succession {

  private final JShell shell;
  private final RemoteControl remote;
  private final WorkerStarter starter;
  private final List<Path> classPath = new ArrayList<>();
  private final Set<String> lost = new HashSet<>();

  Succession(JShell shell, RemoteControl remote, WorkerStarter starter) {
    this.shell = shell;
    this.remote = remote;
    this.starter = starter;
  }

  /** Remembers an entry that the notebook added, for later workers. */
  void addToClassPath(Path entry) {
    classPath.add(entry);
  }

  /** Ends the worker and starts another one. */
  void restart() throws InterruptedException, IOException {
    remote.worker().end();
    remote.replaceWorker(starter.start());
    classPath.forEach(entry -> remote.addToClasspath(entry.toString()));
  }

  /**
   * Replaces a dead worker and says what is lost.
   *
   * @param interruption of the cell that it ran; a new one without a cell
   */
  CellError mourn(WorkerProcess dead, Interruption interruption) throws InterruptedException {
    Obituary obituary = dead.obituary();
    dead.kill();
    List<VarSnippet> variables = shell.variables().toList();
    try {
      remote.replaceWorker(starter.start());
    } catch (IOException e) {
      return CellError.plain(
          "WorkerDied",
          "The worker " + obituary.cause() + ", and no other can be started: " + e.getMessage());
    }
    classPath.forEach(entry -> remote.addToClasspath(entry.toString()));
    variables.forEach(shell::drop);
    variables.forEach(variable -> lost.add(variable.name()));
    remote.takeFailure();
    if (interruption.isForced()) {
      return interruption.forcedError(lost(variables));
    }
    String message = "The worker " + obituary.cause() + "." + lost(variables);
    List<String> trace = new ArrayList<>();
    trace.add(Ansi.bold("WorkerDied") + ": " + message);
    obituary.report().lines().map(line -> "    " + line).forEach(trace::add);
    return new CellError("WorkerDied", message, trace);
  }

  /** Whether a variable of that name was lost with a worker. */
  boolean isLost(String name) {
    return lost.contains(name);
  }

  private static String lost(List<VarSnippet> variables) {
    String names =
        variables.stream().map(VarSnippet::name).sorted().collect(Collectors.joining(", "));
    return " A new one has your imports, methods and classes; "
        + (names.isEmpty()
            ? "there were no variables to lose."
            : "these variables are lost: " + names + ".");
  }
}
