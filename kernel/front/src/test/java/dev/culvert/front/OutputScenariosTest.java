package dev.culvert.front;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.testkit.Cell;
import dev.culvert.testkit.LeakCheck;
import dev.culvert.testkit.Needs;
import dev.culvert.testkit.TestKernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Of the scenarios in docs/output-scenarios.md, those that go over several cells. */
@ExtendWith({JShellIndexer.class, LeakCheck.OfClass.class})
class OutputScenariosTest {

  @RegisterExtension static final SharedKernel KERNEL = new SharedKernel();

  private final TestKernel kernel = KERNEL.client();

  /** What opens the thread's way is a file: no cell runs when it prints. */
  @Test
  void aThreadPrintsIntoItsCellWhenNoCellRuns(@TempDir Path folder) throws IOException {
    Path go = folder.resolve("go");
    Cell cell =
        kernel.execute(
            "Thread alone = new Thread(() -> { try { while (!Files.exists(Path.of(\""
                + go
                + "\"))) Thread.sleep(5); System.out.print(\"late\"); System.err.print(\"r\"); }"
                + " catch (InterruptedException e) {} }); alone.start();");
    cell.ok();
    Files.createFile(go);
    cell.eventually("stderr", "r"::equals);
    cell.stdout("late").stderr("r").ok();
  }

  @Test
  void aThreadPrintsIntoItsCellAfterThreeOthers() {
    kernel.execute("var four = new CountDownLatch(1);").ok();
    Cell first =
        kernel.execute(
            "new Thread(() -> { try { four.await(); System.out.print(\"first\"); }"
                + " catch (InterruptedException e) {} }).start();");
    first.ok();
    for (int i = 2; i < 4; i++) {
      kernel.execute("System.out.print(" + i + ")").stdout("" + i).ok();
    }
    Cell fourth = kernel.execute("System.out.print(4); four.countDown(); Thread.sleep(20);");
    first.eventuallyStdout("first").ok();
    fourth.stdout("4").ok();
  }

  @Test
  void ticksOfAScheduleAndOfATimerBelongToTheCellThatSetThemUp() {
    kernel
        .execute(
            "var permits = new Semaphore(0); var ticked = new Semaphore(0); int ticks = 0;"
                + " void tick() { try { permits.acquire(); System.out.print(ticks++ + \" \");"
                + " ticked.release(); } catch (InterruptedException e) {} }")
        .ok();
    Cell first =
        kernel.execute(
            "var clock = Executors.newScheduledThreadPool(1);"
                + " clock.scheduleWithFixedDelay(() -> tick(), 0, 1, TimeUnit.MILLISECONDS);"
                + " permits.release(); ticked.acquire();");
    first.stdout("0 ").ok();
    for (int i = 0; i < 3; i++) {
      kernel
          .execute("permits.release(); ticked.acquire(); System.out.print(\"cell\");")
          .stdout("cell")
          .ok();
    }
    first.eventuallyStdout("0 1 2 3 ");
    kernel.execute("boolean stopped = clock.shutdownNow().isEmpty();").ok();
  }

  @Test
  void aStreamKeptInAStaticFieldIsRightFourCellsLater() {
    kernel.execute("class Keeper { static final PrintStream OUT = System.out; }").ok();
    kernel.execute("Keeper.OUT.print(\"second\")").stdout("second").ok();
    kernel.execute("System.out.print(\"third\")").stdout("third").ok();
    kernel.execute("1 + 1").result("2").ok();
    kernel.execute("Keeper.OUT.print(\"fifth\")").stdout("fifth").ok();
  }

  @Test
  void tenThousandVirtualThreadsPrintALineEachIntoTheirCell() {
    if (Runtime.version().feature() < 21) {
      return; // this Java has none
    }
    Cell cell =
        kernel.execute(
            "try (var each = Executors.newVirtualThreadPerTaskExecutor()) {"
                + " for (int i = 0; i < 10_000; i++) { int n = i;"
                + " each.submit(() -> System.out.println(\"virtual \" + n)); } }");
    assertThat(cell.written("stdout").lines())
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, 10_000).mapToObj(i -> "virtual " + i).toList());
    cell.stdout(cell.written("stdout")).ok();
  }

  @Test
  void theIdleOfShortCellsNeverComesBeforeWhatTheyWrote() {
    for (int i = 0; i < 300; i++) {
      Cell cell =
          kernel.execute("System.out.print(\"o" + i + "\"); System.err.print(\"e" + i + "\");");
      cell.stdout("o" + i).stderr("e" + i).ok();
      assertThat(cell.messages().get(cell.messages().size() - 1).text("execution_state"))
          .isEqualTo("idle");
    }
  }

  @Test
  void linesOfAChildAndOfJavaAlternateWhileAllCoresAreBusy() throws IOException {
    Needs.program("sh", "a POSIX shell");
    try (CpuLoad load = new CpuLoad()) {
      kernel.execute(alternating(50)).stdout(alternated(50)).ok();
    }
  }

  /** Java, a child, Java again. */
  static String alternating(int rounds) {
    return "for (int i = 0; i < "
        + rounds
        + "; i++) { System.out.println(\"a\" + i);"
        + " new ProcessBuilder(\"echo\", \"b\" + i).inheritIO().start().waitFor();"
        + " System.out.println(\"c\" + i); }";
  }

  static String alternated(int rounds) {
    return IntStream.range(0, rounds)
        .mapToObj(i -> "a" + i + "\nb" + i + "\nc" + i + "\n")
        .collect(Collectors.joining());
  }
}
