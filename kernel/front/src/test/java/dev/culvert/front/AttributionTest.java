package dev.culvert.front;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whose a line is, on every kind of thread.
 *
 * <p>In each test an old cell makes what runs the code and a newer one hands the code over. Code
 * that must be late waits for {@code go}, which a third cell opens and then prints a line of its
 * own.
 */
@ExtendWith({JShellIndexer.class, LeakCheck.OfClass.class})
class AttributionTest {

  @RegisterExtension static final SharedKernel KERNEL = new SharedKernel();

  private final TestKernel kernel = KERNEL.client();

  @BeforeAll
  static void start() {
    silent(
        """
        volatile CountDownLatch go = new CountDownLatch(1);
        void await() { try { go.await(); } catch (InterruptedException e) { throw new RuntimeException(e); } }
        void p() { System.out.print("X"); }
        void late() { await(); p(); }
        int value() { p(); return 1; }
        class Task implements Runnable, Callable<Integer> {
          public void run() { p(); }
          public Integer call() { p(); return 1; }
        }
        class Made extends RecursiveTask<Integer> {
          final int n;
          Made(int n) { this.n = n; }
          protected Integer compute() {
            if (n == 0) { p(); return 1; }
            Made left = new Made(n - 1); left.fork();
            return new Made(n - 1).compute() + left.join();
          }
        }
        class Tick extends TimerTask { public void run() { late(); } }
        Runnable old = () -> p();
        Runnable oldAndLate = () -> late();
        void start(Runnable body) { new Thread(body).start(); }
        var pool = Executors.newSingleThreadExecutor();
        pool.submit(() -> {}).get();
        var scheduled = Executors.newScheduledThreadPool(1);
        scheduled.submit(() -> {}).get();
        var own = new ForkJoinPool(2);
        own.submit(() -> {}).get();
        var queue = new LinkedBlockingQueue<Runnable>();
        var timer = new java.util.Timer(true);
        var actor = new Thread(() -> { try { while (true) queue.take().run(); } catch (InterruptedException e) {} });
        actor.start();
        """);
  }

  @BeforeEach
  void close() {
    silent("go = new CountDownLatch(1);");
  }

  @AfterEach
  void open() {
    silent("go.countDown();");
  }

  private static void silent(String code) {
    KERNEL.client().execute(code).stderr("").ok();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "the cell itself                        | p();",
        "a thread                               | var t = new Thread(() -> p()); t.start(); t.join();",
        "a thread with a name                   | var t = new Thread(new Task(), \"t\"); t.start(); t.join();",
        "a thread of an old method              | start(() -> { p(); go.countDown(); }); await();",
        "an old lambda in a new thread          | var t = new Thread(old); t.start(); t.join();",
        "an old pool, a new lambda              | pool.submit(() -> p()).get();",
        "an old pool, an old class              | pool.submit((Runnable) new Task()).get();",
        "an old pool, an old class as a call    | pool.submit((Callable<Integer>) new Task()).get();",
        "an old pool, an old lambda             | pool.submit(old).get();",
        "an old pool, a result beside it        | pool.submit(old, 1).get();",
        "an old pool, all of a list             | pool.invokeAll(List.of(() -> value())).get(0).get();",
        "an old pool, a method reference        | pool.submit(new Task()::run).get();",
        "an old pool, a local class             | class Local implements Runnable { public void run() { p(); } } pool.submit(new Local()).get();",
        "an old pool, an anonymous class        | pool.submit(new Runnable() { public void run() { p(); } }).get();",
        "a schedule, an old class               | scheduled.schedule((Runnable) new Task(), 1, TimeUnit.MILLISECONDS).get();",
        "a schedule, an old lambda              | scheduled.schedule(old, 1, TimeUnit.MILLISECONDS).get();",
        "a pool of its own                      | var mine = Executors.newSingleThreadExecutor(); mine.submit(old).get(); mine.shutdown();",
        "a future                               | CompletableFuture.runAsync(() -> p()).get();",
        "a future in an old pool                | CompletableFuture.runAsync(old, pool).get();",
        "a future of an old class               | CompletableFuture.runAsync(new Task()).get();",
        "a step of a future in an old pool      | CompletableFuture.completedFuture(1).thenAcceptAsync(x -> p(), pool).get();",
        "a supplier in an old pool              | CompletableFuture.supplyAsync(() -> value(), pool).get();",
        "fork and join in an old pool           | own.invoke(new Made(0));",
        "a parallel stream                      | IntStream.range(0, 1).parallel().mapToObj(i -> \"X\").forEach(System.out::print);",
        "a parallel stream in an old pool       | own.submit(() -> Stream.of(\"X\").parallel().forEach(System.out::print)).get();",
      })
  void whatRunsWithinItsCellPrintsThere(String name, String code) {
    kernel.execute("{ " + code + " }").stdout("X").ok();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "a thread                               | new Thread(() -> { await(); System.out.print(\"X\"); }).start();",
        "a thread of an old lambda              | new Thread(oldAndLate, \"late\").start();",
        "a thread of an old method              | start(() -> late());",
        "a thread made by an old pool's task    | pool.submit(() -> new Thread(oldAndLate).start()).get();",
        "an old pool, a new lambda              | pool.submit(() -> late());",
        "an old pool, an old lambda             | pool.execute(oldAndLate);",
        "a schedule, a tick                     | scheduled.schedule(() -> late(), 1, TimeUnit.MILLISECONDS);",
        "a timer of an old cell, an old class   | timer.schedule(new Tick(), 1L);",
        "a timer of an old cell, a new class    | timer.schedule(new TimerTask() { public void run() { late(); } }, 1L);",
        "an actor of an old cell, a new lambda  | queue.put(() -> late());",
        "an actor of an old cell, an old class  | class Wait implements Runnable { public void run() { late(); } } queue.put(new Wait());",
        "a future                               | CompletableFuture.runAsync(() -> late());",
        "an old lambda in a future              | CompletableFuture.runAsync(oldAndLate);",
        "a stream in a late thread              | new Thread(() -> { await(); Stream.of(\"X\").parallel().forEach(System.out::print); }).start();",
        "fork and join in an old pool           | own.execute(() -> { await(); new Made(0).invoke(); });",
        "a child of a late thread               | new Thread(() -> { await(); try { new ProcessBuilder(\"printf\", \"X\").inheritIO().start(); } catch (IOException e) { e.printStackTrace(); } }).start();",
        "a grandchild of a late thread          | new Thread(() -> { await(); try { new ProcessBuilder(\"sh\", \"-c\", \"(printf X)&\").inheritIO().start(); } catch (IOException e) { e.printStackTrace(); } }).start();",
      })
  void whatRunsLongAfterItsCellPrintsThereToo(String name, String code) {
    Cell first = kernel.execute("{ " + code + " }");
    first.ok();
    kernel.execute("System.out.print(\"other\")").stdout("other").ok();
    kernel.execute("go.countDown(); Thread.sleep(50); System.out.print(\"Y\")").stdout("Y").ok();
    first.eventuallyStdout("X").ok();
    silent(
        "pool.submit(() -> {}).get(); boolean quiet = own.awaitQuiescence(10, TimeUnit.SECONDS);");
  }

  static Stream<Arguments> threadsOfACell() {
    Stream<Arguments> all =
        Stream.of(
            Arguments.of("a thread", "Thread plain = new Thread(() -> late()); plain.start();"));
    if (Runtime.version().feature() < 21) {
      return all;
    }
    return Stream.concat(
        all,
        Stream.of(
            Arguments.of("a virtual thread", "Thread.ofVirtual().start(() -> late());"),
            Arguments.of("a virtual thread, old task", "Thread.startVirtualThread(oldAndLate);"),
            Arguments.of(
                "a thread for each task",
                "Executors.newVirtualThreadPerTaskExecutor().submit(oldAndLate);")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("threadsOfACell")
  void aThreadPrintsIntoTheCellThatStartedIt(String name, String code) {
    Cell first = kernel.execute("{ " + code + " }");
    first.ok();
    kernel.execute("go.countDown(); Thread.sleep(50); System.out.print(\"Y\")").stdout("Y").ok();
    first.eventuallyStdout("X").ok();
  }

  @Test
  void aThreadThatCallsAMethodOfALaterCellPrintsForItsOwn() {
    silent("void redefined() { System.out.print(\"old\"); }");
    Cell first = kernel.execute("new Thread(() -> { await(); redefined(); }).start();");
    first.ok();
    kernel
        .execute(
            "void redefined() { System.out.print(\"new\"); } go.countDown(); Thread.sleep(50);")
        .ok();
    first.eventuallyStdout("new").ok();
  }

  @Test
  void aDependentMethodStartsThreadsForTheCellThatCallsIt() {
    silent("int base() { return 1; } void dependent() { base(); start(() -> late()); }");
    silent("long base() { return 2; }");
    Cell caller = kernel.execute("dependent()");
    caller.ok();
    kernel.execute("go.countDown(); Thread.sleep(50); System.out.print(\"Y\")").stdout("Y").ok();
    caller.eventuallyStdout("X").ok();
  }

  @Test
  void aServerAnswersInTheCellThatSetItUp() throws Exception {
    Cell first =
        kernel.execute(
            """
            var server = com.sun.net.httpserver.HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
            server.createContext("/", exchange -> { p(); exchange.sendResponseHeaders(204, -1); exchange.close(); });
            server.start();
            """);
    first.ok();
    kernel
        .execute(
            "System.out.print(new URL(\"http://127.0.0.1:\" + server.getAddress().getPort() + \"/\")"
                + ".openConnection().getHeaderField(0));")
        .stdout("HTTP/1.1 204 No Content")
        .ok();
    first.eventuallyStdout("X").ok();
    silent("server.stop(0);");
  }

  @Test
  void aTaskCanBeTakenBackFromItsQueue() {
    kernel
        .execute(
            """
            var busy = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
            busy.execute(() -> await());
            busy.execute(old);
            boolean removed = busy.remove(old);
            go.countDown();
            busy.shutdown();
            removed
            """)
        .result("true")
        .ok();
  }

  @Test
  void tasksKeepTheirOwnTypeInQueuesThatCompareThem() {
    kernel
        .execute(
            """
            class Ranked implements Runnable, Comparable<Ranked> {
              final int rank;
              Ranked(int rank) { this.rank = rank; }
              public void run() { System.out.print(rank); }
              public int compareTo(Ranked other) { return rank - other.rank; }
            }
            var ranked = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new PriorityBlockingQueue<>());
            ranked.execute(new Ranked(0) { public void run() { await(); } });
            ranked.execute(new Ranked(2));
            ranked.execute(new Ranked(1));
            go.countDown();
            ranked.shutdown();
            ranked.awaitTermination(10, TimeUnit.SECONDS)
            """)
        .stdout("12")
        .result("true")
        .ok();
  }

  @Test
  void anExceptionOfATaskShowsNoCodeOfOurs() {
    silent("var closed = Executors.newSingleThreadScheduledExecutor(); closed.shutdown();");
    Cell cell = kernel.execute("closed.schedule(old, 1, TimeUnit.SECONDS)");
    assertThat(cell.reply().content().get("traceback").toString())
        .contains("RejectedExecutionException")
        .doesNotContain("culvert$")
        .doesNotContain("dev.culvert");
  }

  @Test
  void aStreamThatAUserSetsHoldsForItsCell() {
    kernel
        .execute(
            "var bytes = new ByteArrayOutputStream(); System.setOut(new PrintStream(bytes)); p();"
                + " System.err.print(\"e\");")
        .stderr("e")
        .ok();
    kernel.execute("p(); bytes").stdout("X").result("X").ok();
    kernel
        .execute(
            "var saved = System.out; System.setOut(new PrintStream(new ByteArrayOutputStream()));"
                + " p(); System.setOut(saved); p();")
        .stdout("X")
        .ok();
  }
}
