package dev.culvert.front;

import dev.culvert.testkit.Cell;
import dev.culvert.testkit.LeakCheck;
import dev.culvert.testkit.TestKernel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whose a line of a subtask is. {@code StructuredTaskScope} is a preview of Java 25; earlier ones
 * have it in another form.
 *
 * <p>As in {@link AttributionTest}, an old cell makes what a newer one uses, and late code waits
 * for {@code go}, which a third cell opens.
 */
@EnabledForJreRange(minVersion = 25)
@ExtendWith({JShellIndexer.class, LeakCheck.OfClass.class})
class StructuredScopesTest {

  @RegisterExtension
  static final SharedKernel KERNEL = new SharedKernel(InProcessKernel::withPreview);

  private final TestKernel kernel = KERNEL.client();

  @BeforeAll
  static void start() {
    silent(
        """
        import java.util.concurrent.StructuredTaskScope.*;
        volatile CountDownLatch go = new CountDownLatch(1);
        void await() { try { go.await(); } catch (InterruptedException e) { throw new RuntimeException(e); } }
        void p() { System.out.print("X"); }
        void late() { await(); p(); }
        class Task implements Runnable, Callable<Integer> {
          public void run() { late(); }
          public Integer call() { late(); return 1; }
        }
        Runnable old = () -> late();
        var factory = Thread.ofVirtual().name("old").factory();
        void fork(Runnable task) {
          try (var scope = StructuredTaskScope.open()) {
            scope.fork(task);
            scope.join();
          } catch (InterruptedException e) {
            throw new RuntimeException(e);
          }
        }
        var pool = Executors.newSingleThreadExecutor();
        pool.submit(() -> {}).get();
        """);
  }

  @BeforeEach
  void close() {
    silent("go = new CountDownLatch(1);");
  }

  @AfterEach
  void open() {
    silent("go.countDown(); pool.submit(() -> {}).get();");
  }

  private static void silent(String code) {
    KERNEL.client().execute(code).stderr("").ok();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "a lambda               | scope.fork(() -> p());",
        "a lambda with a result | scope.fork(() -> { p(); return 1; });",
        "an old lambda          | go.countDown(); scope.fork(old);",
        "an old class           | go.countDown(); scope.fork((Runnable) new Task());",
        "an old class as a call | go.countDown(); scope.fork((Callable<Integer>) new Task());",
        "a scope in a subtask   | go.countDown(); scope.fork(() -> fork(old));",
      })
  void aSubtaskPrintsIntoTheCellThatForkedIt(String name, String code) {
    kernel
        .execute("try (var scope = StructuredTaskScope.open()) { " + code + " scope.join(); }")
        .stdout("X")
        .ok();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "a lambda in a new thread        | new Thread(() -> fork(() -> late())).start();",
        "an old lambda in a new thread   | new Thread(() -> fork(old)).start();",
        "a lambda in an old pool         | pool.submit(() -> fork(() -> late()));",
        "an old lambda in an old pool    | pool.submit(() -> fork(old));",
        "an old class in an old pool     | pool.submit(() -> fork(new Task()));",
        "a scope in a scope, an old pool | pool.submit(() -> fork(() -> fork(old)));",
        "threads of an old factory       | pool.submit(() -> { try (var scope = StructuredTaskScope.open(Joiner.awaitAll(), with -> with.withThreadFactory(factory))) { scope.fork(old); scope.join(); } return 1; });",
        "what a joiner prints, old pool  | pool.submit(() -> { try (var scope = StructuredTaskScope.open(new Joiner<Object, Void>() { public boolean onComplete(Subtask<?> task) { late(); return false; } public Void result() { return null; } })) { scope.fork(() -> 1); scope.join(); } return 1; });",
      })
  void aSubtaskThatRunsLongAfterItsCellPrintsThereToo(String name, String code) {
    Cell first = kernel.execute("{ " + code + " }");
    first.ok();
    kernel.execute("System.out.print(\"other\")").stdout("other").ok();
    kernel.execute("go.countDown(); Thread.sleep(50); System.out.print(\"Y\")").stdout("Y").ok();
    first.eventuallyStdout("X").ok();
  }
}
