package dev.culvert.front;

import dev.culvert.testkit.Cell;
import dev.culvert.testkit.LeakCheck;
import dev.culvert.testkit.TestKernel;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whose a line of a subtask is. {@code StructuredTaskScope} is a preview of Java 25, and earlier
 * ones have it in another form or not at all; there an executor that is waited for stands in.
 *
 * <p>As in {@link AttributionTest}, an old cell makes what a newer one uses, and late code waits
 * for {@code go}, which a third cell opens.
 */
@ExtendWith({JShellIndexer.class, LeakCheck.OfClass.class})
class StructuredScopesTest {

  private static final boolean SCOPES = Runtime.version().feature() >= 25;

  @RegisterExtension
  static final SharedKernel KERNEL = new SharedKernel(InProcessKernel::withPreview);

  private final TestKernel kernel = KERNEL.client();

  @BeforeAll
  static void start() {
    silent(
        """
        volatile CountDownLatch go = new CountDownLatch(1);
        volatile CountDownLatch printed = new CountDownLatch(1);
        void await() { try { go.await(); } catch (InterruptedException e) { throw new RuntimeException(e); } }
        void p() { System.out.print("X"); }
        void late() { await(); p(); printed.countDown(); }
        class Task implements Runnable, Callable<Integer> {
          public void run() { late(); }
          public Integer call() { late(); return 1; }
        }
        Runnable old = () -> late();
        var pool = Executors.newSingleThreadExecutor();
        pool.submit(() -> {}).get();
        """);
    silent(
        SCOPES
            ? """
              import java.util.concurrent.StructuredTaskScope.*;
              var factory = Thread.ofVirtual().name("old").factory();
              void fork(Runnable task) {
                try (var scope = StructuredTaskScope.open()) {
                  scope.fork(task);
                  scope.join();
                } catch (InterruptedException e) {
                  throw new RuntimeException(e);
                }
              }
              """
            : """
              void fork(Runnable task) {
                var scope = Executors.newCachedThreadPool();
                try {
                  scope.invokeAll(List.of(Executors.callable(task)));
                } catch (InterruptedException e) {
                  throw new RuntimeException(e);
                } finally {
                  scope.shutdown();
                }
              }
              """);
  }

  @BeforeEach
  void close() {
    silent("go = new CountDownLatch(1); printed = new CountDownLatch(1);");
  }

  @AfterEach
  void open() {
    silent("go.countDown(); pool.submit(() -> {}).get();");
  }

  private static void silent(String code) {
    KERNEL.client().execute(code).stderr("").ok();
  }

  @Test
  void theirImportKeepsWhatWasDeclaredBefore() {
    if (!SCOPES) {
      return; // this Java has none, and nothing else to import that is a preview
    }
    kernel
        .execute(
            "class Kept { int n = 1; } var kept = new Kept(); List<String> names = List.of(\"a\");")
        .ok();
    kernel.execute("kept.n = 2; import java.util.concurrent.StructuredTaskScope.*;").ok();
    kernel.execute("kept.n + names.get(0)").result("2a").ok();
  }

  /** The cases that this Java has; all but those with a scope of their own run everywhere. */
  private static Stream<Arguments> cases(String... cases) {
    return Stream.of(cases)
        .filter(each -> SCOPES || !each.contains("scope."))
        .map(each -> each.split(" *\\| ", 2))
        .map(parts -> Arguments.of(parts[0], parts[1]));
  }

  static Stream<Arguments> subtasks() {
    return cases(
        "a lambda               | fork(() -> p());",
        "an old lambda          | go.countDown(); fork(old);",
        "an old class           | go.countDown(); fork(new Task());",
        "a scope in a subtask   | go.countDown(); fork(() -> fork(old));",
        "a scope of the cell    | try (var scope = StructuredTaskScope.open()) { scope.fork(() -> p()); scope.join(); }",
        "a lambda with a result | try (var scope = StructuredTaskScope.open()) { scope.fork(() -> { p(); return 1; }); scope.join(); }",
        "an old class as a call | go.countDown(); try (var scope = StructuredTaskScope.open()) { scope.fork((Callable<Integer>) new Task()); scope.join(); }");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("subtasks")
  void aSubtaskPrintsIntoTheCellThatForkedIt(String name, String code) {
    kernel.execute("{ " + code + " }").stdout("X").ok();
  }

  static Stream<Arguments> lateSubtasks() {
    return cases(
        "a lambda in a new thread        | new Thread(() -> fork(() -> late())).start();",
        "an old lambda in a new thread   | new Thread(() -> fork(old)).start();",
        "a lambda in an old pool         | pool.submit(() -> fork(() -> late()));",
        "an old lambda in an old pool    | pool.submit(() -> fork(old));",
        "an old class in an old pool     | pool.submit(() -> fork(new Task()));",
        "a scope in a scope, an old pool | pool.submit(() -> fork(() -> fork(old)));",
        "threads of an old factory       | pool.submit(() -> { try (var scope = StructuredTaskScope.open(Joiner.awaitAll(), with -> with.withThreadFactory(factory))) { scope.fork(old); scope.join(); } return 1; });",
        "what a joiner prints, old pool  | pool.submit(() -> { try (var scope = StructuredTaskScope.open(new Joiner<Object, Void>() { public boolean onComplete(Subtask<?> task) { late(); return false; } public Void result() { return null; } })) { scope.fork(() -> 1); scope.join(); } return 1; });");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("lateSubtasks")
  void aSubtaskThatRunsLongAfterItsCellPrintsThereToo(String name, String code) {
    Cell first = kernel.execute("{ " + code + " }");
    first.ok();
    kernel.execute("System.out.print(\"other\")").stdout("other").ok();
    kernel.execute("go.countDown(); printed.await(); System.out.print(\"Y\")").stdout("Y").ok();
    first.eventuallyStdout("X").ok();
  }
}
