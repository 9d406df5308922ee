package dev.culvert.magics.child.internal;

import dev.culvert.api.UserError;
import dev.culvert.magics.child.ProcessTree;
import dev.culvert.magics.internal.ResultType;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code %child kill}: ends children of this JVM with all below them; never another process. */
@ResultType(String.class)
@Command(name = "kill", description = "Kills children of this JVM with all their descendants.")
final class KillCommand implements Callable<String> {

  /** Either some or all. */
  static final class Which {
    @Option(names = "--all", required = true, description = "Every child.")
    private boolean all;

    @Parameters(paramLabel = "PID", arity = "1..*", description = "Process ids, see %%child list.")
    private List<Long> pids = List.of();
  }

  @ArgGroup(multiplicity = "1")
  private Which which;

  @Override
  public String call() {
    List<ProcessHandle> doomed =
        which.all
            ? ProcessHandle.current().children().toList()
            : which.pids.stream().map(KillCommand::child).toList();
    doomed.forEach(ProcessTree::kill);
    return doomed.isEmpty() ? "no child process runs" : "killed " + pids(doomed);
  }

  private static String pids(List<ProcessHandle> processes) {
    return String.join(", ", processes.stream().map(process -> "" + process.pid()).toList());
  }

  private static ProcessHandle child(long pid) {
    return ProcessHandle.current()
        .descendants()
        .filter(process -> process.pid() == pid)
        .findFirst()
        .orElseThrow(
            () ->
                new UserError(
                    "ChildError",
                    "%child kill: process "
                        + pid
                        + " is no living child of this JVM. See %child list for those that are."));
  }
}
