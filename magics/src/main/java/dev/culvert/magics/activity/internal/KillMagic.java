package dev.culvert.magics.activity.internal;

import dev.culvert.api.Activity;
import dev.culvert.api.Activity.RunningProcess;
import dev.culvert.api.Activity.RunningThread;
import dev.culvert.api.MagicCall;
import dev.culvert.api.Notebook;
import dev.culvert.api.UserError;
import dev.culvert.magics.internal.PicocliMagic;
import dev.culvert.magics.internal.ResultType;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code %kill}: ends what cells have running; never a process of somebody else. */
public final class KillMagic extends PicocliMagic {

  public KillMagic() {
    super("kill");
  }

  /** The command. */
  @ResultType(void.class)
  @Command(
      description = "Ends processes that cells started, and interrupts threads that cells made.",
      footer = {"", "Java cannot end a thread that takes no notice of its interrupt."})
  static final class Kill implements Runnable {

    /** Some or those of one cell. */
    static final class Which {
      @Option(
          names = "--cell",
          required = true,
          paramLabel = "N",
          description = "All threads and processes of this cell.")
      private Integer cell;

      @Option(
          names = "--thread",
          required = true,
          paramLabel = "ID",
          description = "A thread, by its id in %%threads.")
      private Long thread;

      @Parameters(arity = "1..*", paramLabel = "PID", description = "Processes, see %%ps.")
      private List<Long> pids = List.of();
    }

    private final Notebook notebook;

    @ArgGroup(multiplicity = "1")
    private Which which;

    @Option(names = "--force", description = "Kill at once, without a chance to clean up.")
    private boolean force;

    Kill(Notebook notebook) {
      this.notebook = notebook;
    }

    @Override
    public void run() {
      Activity activity = notebook.activity();
      List<RunningThread> threads = new ArrayList<>();
      List<RunningProcess> processes = new ArrayList<>();
      for (RunningThread each : activity.threads()) {
        if (is(which.cell, each.cell()) || is(which.thread, each.thread().getId())) {
          threads.add(each);
        }
      }
      for (RunningProcess each : activity.processes()) {
        if (each.exit() == null
            && (is(which.cell, each.cell()) || which.pids.contains(each.pid()))) {
          processes.add(each);
        }
      }
      if (which.thread != null && threads.isEmpty()) {
        throw new UserError(
            "KillError", "thread " + which.thread + " is no live thread of a cell. See %threads.");
      }
      for (Long pid : which.pids) {
        if (processes.stream().noneMatch(each -> each.pid() == pid)) {
          throw new UserError(
              "KillError", "process " + pid + " is no live process of a cell. See %ps.");
        }
      }
      threads.forEach(each -> each.thread().interrupt());
      processes.forEach(this::end);
    }

    private static boolean is(Number asked, long actual) {
      return asked != null && asked.longValue() == actual;
    }

    private void end(RunningProcess process) {
      ProcessHandle.of(process.pid())
          .ifPresent(handle -> end(handle, handle.descendants().toList()));
    }

    private void end(ProcessHandle process, List<ProcessHandle> below) {
      if (force) {
        process.destroyForcibly();
        below.forEach(ProcessHandle::destroyForcibly);
      } else {
        process.destroy();
        below.forEach(ProcessHandle::destroy);
      }
    }
  }

  @Override
  protected Object command(MagicCall call) {
    return new Kill(call.notebook());
  }
}
