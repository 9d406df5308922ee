package dev.culvert.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.testkit.Cell;
import dev.culvert.testkit.LeakCheck;
import dev.culvert.testkit.TestKernel;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Threads of a notebook that wait, and those that wait for each other. */
@ExtendWith(LeakCheck.class)
@Timeout(120)
class ThreadsInCulvertTest {

  private static TestKernel kernel;

  @BeforeAll
  static void start() {
    kernel = BuiltKernel.start();
    assertThat(status("%threads deadlock"))
        .isEqualTo("no deadlock: no threads wait for each other in a circle");
    run(
        """
        import java.util.concurrent.locks.*;
        class Account {
          synchronized void pay(Account to, CountDownLatch both) throws InterruptedException {
            both.countDown();
            both.await();
            to.take();
          }
          synchronized void take() {}
        }
        var a = new Account();
        var b = new Account();
        var both = new CountDownLatch(2);
        Thread thread(String name, Callable<Void> body) {
          Thread thread = new Thread(() -> { try { body.call(); } catch (Exception e) {} }, name);
          thread.setDaemon(true);
          thread.start();
          return thread;
        }
        """);
  }

  @AfterAll
  static void end() {
    if (kernel != null) {
      kernel.close();
    }
  }

  private static Cell run(String code) {
    Cell cell = kernel.execute(code);
    assertThat(cell.reply().text("status")).as("%s", cell.reply().content()).isEqualTo("ok");
    return cell;
  }

  private static Map<?, ?> result(String code) {
    return (Map<?, ?>) run(code).of("execute_result").get(0).content().get("data");
  }

  private static String status(String code) {
    return result(code).get("text/plain").toString();
  }

  @Test
  void aDeadlockIsNamedAndDrawn() {
    run(
        """
        var first = thread("first", () -> { a.pay(b, both); return null; });
        var second = thread("second", () -> { b.pay(a, both); return null; });
        var one = new ReentrantLock();
        var two = new ReentrantLock();
        var locked = new CountDownLatch(2);
        Thread taking(String name, Lock mine, Lock other) {
          return thread(name, () -> { mine.lock(); locked.countDown(); locked.await(); other.lock(); return null; });
        }
        var third = taking("third", one, two);
        var fourth = taking("fourth", two, one);
        while (first.getState() != Thread.State.BLOCKED || second.getState() != Thread.State.BLOCKED
            || third.getState() != Thread.State.WAITING || fourth.getState() != Thread.State.WAITING
            || locked.getCount() > 0 || !one.hasQueuedThreads() || !two.hasQueuedThreads()) Thread.onSpinWait();
        """);

    Map<?, ?> seen = result("%threads deadlock");

    assertThat(seen.get("text/plain").toString().replaceAll("#\\d+", "#").replaceAll("@\\w+", "@"))
        .contains("deadlock of 2 threads:\n")
        .containsPattern(
            "  first #, in cell \\d+, Account.take, waits for Account@, which second # holds\n"
                + "  second #, in cell \\d+, Account.take, waits for Account@, which first # holds\n")
        .containsPattern(
            "  third #, in cell \\d+.*, waits for ReentrantLock@, which fourth # holds\n")
        .endsWith("Fix: take the locks in the same order everywhere, or tryLock with a time.");
    assertThat(seen.get("image/svg+xml").toString())
        .startsWith("<svg xmlns=\"http://www.w3.org/2000/svg\"")
        .contains("waits for Account@");
    assertThat(
            status(
                    "import dev.culvert.magics.threads.*;\nDeadlocks d = %threads deadlock\nd.cycles().size()")
                .strip())
        .isEqualTo("2");

    Map<?, ?> dump =
        (Map<?, ?>) run("%threads dump").of("display_data").get(0).content().get("data");
    assertThat(dump.get("text/plain").toString())
        .containsPattern(
            "first #\\d+, cell \\d+, BLOCKED, waits for Account@\\w+\n    holds Account@\\w+\n")
        .containsPattern("    at cell \\d+, Account.pay\n")
        .doesNotContain("dev.culvert.worker")
        .doesNotContain("$JShell$");
  }

  @Test
  void aDumpCanBeOfOneCell() {
    Cell cell =
        run(
            "var gate = new CountDownLatch(1); var waiting = thread(\"at the gate\", () -> { gate.await(); return null; });\nwhile (waiting.getState() != Thread.State.WAITING) Thread.onSpinWait();");
    Object number = cell.reply().content().get("execution_count");

    String of = dump("%threads dump --cell " + number);
    assertThat(of).startsWith("at the gate #").contains("WAITING, waits for");
    assertThat(of).doesNotContain("\n\n");
    run("gate.countDown(); waiting.join();");
    assertThat(dump("%threads dump --cell " + number))
        .isEqualTo("no other thread of cell " + number + " runs");
    assertThat(dump("%threads dump --all")).contains("Finalizer #");
  }

  private static String dump(String code) {
    Map<?, ?> data = (Map<?, ?>) run(code).of("display_data").get(0).content().get("data");
    return data.get("text/plain").toString();
  }

  @Test
  void aWrongCallSaysWhatIsWrongAndTheNextCellRuns() {
    kernel
        .execute("%threads dump --cell x")
        .error(
            "UsageError",
            "%threads dump: invalid value for option '--cell': 'x' is not an int. See %threads dump"
                + " --help.");
    kernel
        .execute("%threads dedlock")
        .error(
            "UsageError",
            "%threads: unknown command 'dedlock'. Did you mean 'deadlock'? See %threads --help.");
    kernel.execute("1 + 1").result("2").ok();
  }

  @Test
  void virtualThreadsAreSeenWhereThereAreSome() {
    if (Runtime.version().feature() < 21) {
      return;
    }
    run(
        """
        var hold = new CountDownLatch(1);
        var in = new CountDownLatch(1);
        var light = Thread.ofVirtual().name("light").start(() -> { in.countDown(); try { hold.await(); } catch (InterruptedException e) {} });
        in.await();
        while (light.getState() != Thread.State.WAITING) Thread.onSpinWait();
        """);
    assertThat(dump("%threads dump")).containsPattern("light #\\d+, cell \\d+, virtual");
    run("hold.countDown(); light.join();");
  }
}
