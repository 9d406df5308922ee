package dev.culvert.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.testkit.LeakCheck;
import dev.culvert.testkit.Needs;
import dev.culvert.testkit.TestKernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Nothing of a kernel stays, also when its front is killed, as by a system short of memory. */
@ExtendWith(LeakCheck.class)
class KilledFrontTest {

  private static final long PATIENCE_SECONDS = 30;

  @Test
  void theWorkerItsChildrenAndItsFilesGoToo() throws Exception {
    Needs.that(Files.isDirectory(Path.of("/proc")), "needs /proc");
    ProcessHandle front;
    ProcessHandle worker;
    ProcessHandle child;
    ProcessHandle orphan;
    Path directory;
    try (TestKernel kernel = BuiltKernel.start()) {
      kernel.execute("var child = new ProcessBuilder(\"sleep\", \"600\").start();").ok();
      worker = processOf(kernel.execute("ProcessHandle.current().pid()").value());
      child = processOf(kernel.execute("child.pid()").value());
      orphan = processOf(orphanOf(kernel));
      front = worker.parent().orElseThrow();
      directory = directoryOf(worker);
      assertThat(directory).isDirectory();

      front.destroyForcibly();

      for (ProcessHandle each : List.of(front, worker, child, orphan)) {
        each.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      }
    }
    assertThat(directory).doesNotExist();
  }

  @Test
  void whatHasLostItsParentEndsWithAKernelThatIsShutDown() throws Exception {
    Needs.that(Files.isDirectory(Path.of("/proc")), "needs /proc");
    ProcessHandle orphan;
    try (TestKernel kernel = BuiltKernel.start()) {
      orphan = processOf(orphanOf(kernel));
      assertThat(orphan.isAlive()).isTrue();
    }
    orphan.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /** The id of a process whose shell has ended. */
  private static String orphanOf(TestKernel kernel) {
    kernel.execute("!sleep 500 &").ok();
    return kernel
        .execute(
            "notebook().activity().processes().stream().filter(p -> p.program().equals(\"sleep\")"
                + " && p.depth() == 0 && ProcessHandle.of(p.pid()).get().parent().get().pid()"
                + " != ProcessHandle.current().pid()).findFirst().get().pid()")
        .value();
  }

  private static ProcessHandle processOf(String pid) {
    return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
  }

  /**
   * The worker is told where its pipes are. Its command line is read whole: what {@link
   * ProcessHandle.Info} knows of it ends with the first page, 4,096 bytes, and then has no
   * arguments at all.
   */
  private static Path directoryOf(ProcessHandle worker) throws IOException {
    String commandLine = Files.readString(Path.of("/proc/" + worker.pid() + "/cmdline"));
    List<String> arguments = List.of(commandLine.split("\0"));
    return Path.of(arguments.get(arguments.indexOf("dev.culvert.worker.Worker") + 2));
  }
}
