package dev.culvert.front;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.testkit.Cell;
import dev.culvert.testkit.LeakCheck;
import dev.culvert.testkit.TestKernel;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One interrupt stops what can be stopped, to the last thread and child, and keeps the state. */
@ExtendWith({JShellIndexer.class, LeakCheck.OfClass.class})
class InterruptTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @RegisterExtension static final SharedKernel KERNEL = new SharedKernel();

  private final TestKernel kernel = KERNEL.client();

  @BeforeAll
  static void start() {
    TestKernel kernel = KERNEL.client();
    kernel.execute("import java.nio.channels.*; import java.util.concurrent.locks.*;").ok();
    kernel.execute("long kept = ProcessHandle.current().pid();").ok();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0007',
      value = {
        "loop | { up(); while (true) {} }",
        "loop in a method | void spin() { up(); while (true) {} } spin();",
        "recursion | long fib(int n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); } { up(); fib(90); }",
        "sleep | { up(); Thread.sleep(600_000); }",
        "future | { up(); new FutureTask<>(() -> 1).get(); }",
        "child process | { up(); new ProcessBuilder(\"sleep\", \"600\").start().waitFor(); }",
        "shell command | !echo up; sleep 600",
        "lock that can be interrupted | { var free = new ReentrantLock(); new Thread(free::lock) {{ start(); join(); }}; up(); free.lockInterruptibly(); }",
        "loop that swallows interrupts | { up(); while (true) { try { Thread.sleep(600_000); } catch (InterruptedException e) {} } }",
        "loop that swallows everything | { up(); while (true) { try { while (true) {} } catch (Throwable t) {} } }",
        "method that swallows everything | void deaf() { try { while (true) {} } catch (Throwable t) {} } { up(); while (true) { deaf(); } }",
        "lambda in a library's loop | { up(); Stream.iterate(1, i -> i + 1).filter(i -> i < 0).findFirst(); }",
        "parallel stream | { up(); IntStream.range(0, 8).parallel().forEach(i -> { while (true) {} }); }",
        "joined thread | { var child = new Thread(() -> { while (true) {} }); child.start(); up(); child.join(); }",
        "threads left behind | { for (int i = 0; i < 3; i++) new Thread(() -> { while (true) { try { Thread.sleep(1); } catch (Throwable t) {} } }).start(); up(); while (true) {} }",
        "pool | { var pool = Executors.newFixedThreadPool(2); up(); pool.submit(() -> { while (true) {} }).get(); }",
        "channel | { var server = ServerSocketChannel.open().bind(null); up(); server.accept(); }",
      })
  void isStopped(String name, String code) throws Exception {
    kernel.execute("void up() { System.out.println(\"up\"); }").ok();
    long worker = Long.parseLong(resultOf(kernel.execute("kept")));
    Cell cell = kernel.submit(code);
    cell.eventuallyStdout("up\n");
    kernel.client().interrupt();
    cell.await(PATIENCE).error("Interrupted", "the cell was interrupted");
    awaitIdle(worker);
    assertThat(ProcessHandle.of(worker).orElseThrow().descendants()).as("children").isEmpty();
    kernel.execute("kept == ProcessHandle.current().pid()").result("true").ok();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "new Scanner(System.in).nextLine()",
        "System.in.read()",
        "input(\"\")",
        "CompletableFuture.supplyAsync(() -> new Scanner(System.in).nextLine()).get()",
      })
  void aQuestionThatIsStillOpenIsStopped(String code) throws Exception {
    Cell cell = kernel.submitUnanswered(code);
    cell.eventuallyAsked("");
    kernel.client().interrupt();
    cell.await(PATIENCE).error("Interrupted", "the cell was interrupted");
    kernel.answers("next").execute("new Scanner(System.in).nextLine()").result("next").ok();
  }

  @Test
  void anInterruptDuringCompilationIsKept() throws Exception {
    StringBuilder slow = new StringBuilder();
    for (int i = 0; i < 300; i++) {
      slow.append("int f").append(i).append("() { return ").append(i).append("; }\n");
    }
    Cell cell = kernel.submit("System.out.println(\"up\");\n" + slow + "while (true) {}");
    cell.eventuallyStdout("up\n"); // and now 300 methods are compiled, one after another
    kernel.client().interrupt();
    cell.await(PATIENCE).error("Interrupted", "the cell was interrupted");
    kernel.execute("1 + 1").result("2").ok();
  }

  @Test
  void anInterruptMeetsTheCellThatRunsAndNoLaterOne() throws Exception {
    for (int i = 0; i < 20; i++) {
      Cell cell = kernel.submit("System.out.println(\"up\"); Thread.sleep(600_000);");
      cell.eventuallyStdout("up\n");
      kernel.client().interrupt();
      Cell next = kernel.submit("Thread.sleep(1); 1 + 1");
      cell.await(PATIENCE).error("Interrupted", "the cell was interrupted");
      next.await(PATIENCE);
      if (!next.reply().text("status").equals("aborted")) {
        next.result("2").ok();
      }
    }
  }

  private static String resultOf(Cell cell) {
    return ((java.util.Map<?, ?>) cell.of("execute_result").get(0).content().get("data"))
        .get("text/plain")
        .toString();
  }

  /** Waits for a fifth of a second in which the process computed next to nothing. */
  private static void awaitIdle(long pid) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    long before = ProcessTimes.cpuTicks(pid);
    while (true) {
      LockSupport.parkNanos(200_000_000);
      long now = ProcessTimes.cpuTicks(pid);
      if (now - before <= 3) { // of 20 that one busy thread takes
        return;
      }
      assertThat(System.nanoTime()).as("the worker still computes").isLessThan(deadline);
      before = now;
    }
  }
}
