package dev.culvert.front;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.testkit.LeakCheck;
import dev.culvert.testkit.TestKernel;
import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What cells leave running is known by cell. */
@ExtendWith({JShellIndexer.class, LeakCheck.OfClass.class})
class ActivityTest {

  @RegisterExtension static final SharedKernel KERNEL = new SharedKernel();

  private final TestKernel kernel = KERNEL.client();

  @BeforeAll
  static void start() {
    TestKernel kernel = KERNEL.client();
    kernel
        .execute(
            "String threads(String prefix) { return notebook().activity().threads().stream()"
                + ".filter(t -> t.thread().getName().startsWith(prefix))"
                + ".map(t -> t.thread().getName() + \" of \" + t.cell() + \" in \" + t.maker())"
                + ".collect(Collectors.joining(\", \")); }\n"
                + "String processes(int cell) { return notebook().activity().processes().stream()"
                + ".filter(p -> p.cell() == cell)"
                + ".map(p -> p.depth() + \" \" + p.program() + \" \" + p.exit())"
                + ".collect(Collectors.joining(\", \")); }\n"
                + "void park() { try { Thread.sleep(100_000); } catch (InterruptedException e) {} }")
        .ok();
  }

  /** The number of the next cell. */
  private int next() {
    Object count = kernel.execute("0").of("execute_input").get(0).content().get("execution_count");
    return ((Number) count).intValue() + 1;
  }

  private String result(String code) {
    Map<?, ?> data =
        (Map<?, ?>) kernel.execute(code).of("execute_result").get(0).content().get("data");
    return data.get("text/plain").toString();
  }

  @Test
  void aThreadIsListedWithTheCellThatMadeIt() {
    int cell = next();
    kernel.execute("var a = new Thread(() -> park(), \"a-one\"); a.start();").ok();
    kernel.execute("threads(\"a-\")").result("a-one of " + cell + " in the cell").ok();
    kernel.execute("a.interrupt(); a.join(); threads(\"a-\")").result("").ok();
  }

  /** What ends at once has no name any more when it is asked for. */
  @Test
  void processesKeepTheNameOfTheirProgramHoweverShortTheyLive() {
    int cell = next();
    kernel
        .execute("for (int i = 0; i < 40; i++) new ProcessBuilder(\"true\").start().waitFor();")
        .ok();
    String ended = String.join(", ", Collections.nCopies(40, "0 true 0"));
    kernel.execute("processes(" + cell + ")").result(ended).ok();
  }

  @Test
  void soIsOneThatAMethodOrAPoolMade() {
    kernel.execute("Thread make() { return new Thread(() -> park(), \"b-method\"); }").ok();
    int cell = next();
    kernel.execute("var b = make(); b.start();").ok();
    kernel.execute("threads(\"b-\")").result("b-method of " + cell + " in make()").ok();
    kernel
        .execute(
            "var pool = Executors.newFixedThreadPool(1, r -> new Thread(r, \"b-pool\"));"
                + " pool.submit(() -> {}).get(); b.interrupt(); b.join();")
        .ok();
    kernel.execute("threads(\"b-\")").result("b-pool of " + (cell + 2) + " in the cell").ok();
    kernel
        .execute("pool.shutdown(); pool.awaitTermination(9, TimeUnit.SECONDS)")
        .result("true")
        .ok();
  }

  @Test
  void processesAreListedWithWhatTheyStartedAndHowTheyEnded() {
    int cell = next();
    kernel
        .execute(
            "var p = new ProcessBuilder(\"sh\", \"-c\", \"sleep 100; exit 3\").start();"
                + " while (p.toHandle().children().noneMatch(c -> c.info().command()"
                + ".orElse(\"\").endsWith(\"sleep\"))) Thread.onSpinWait(); // forked, and itself")
        .ok();
    assertThat(result("processes(" + cell + ")")).matches("0 \\S*sh null, 1 \\S*sleep null");
    kernel.execute("p.children().forEach(ProcessHandle::destroy); p.waitFor()").result("3").ok();
    assertThat(result("processes(" + cell + ")")).matches("0 \\S*sh 3");
  }

  @Test
  void aProcessWhoseParentHasEndedIsListedToo() {
    int cell = next();
    kernel.execute("!sleep 100 &").ok();
    assertThat(result("processes(" + cell + ")")).matches("0 \\S+ 0, 0 \\S*sleep null");
    kernel
        .execute(
            "notebook().activity().processes().stream().filter(p -> p.program().equals(\"sleep\"))"
                + ".map(p -> ProcessHandle.of(p.pid()).get()).forEach(p -> {"
                + " p.destroy(); p.onExit().join(); });")
        .ok();
    assertThat(result("processes(" + cell + ")")).matches("0 \\S+ 0");
  }

  @Test
  void aCellSaysWhatItLeavesRunningWhenAsked() {
    kernel.execute("notebook().activity().setNoticed(true)").ok();
    kernel.execute("System.out.print(1)").stdout("1").ok();
    kernel
        .execute("var c = new Thread(() -> park(), \"c-one\"); c.start();")
        .stderr("[left running: thread \"c-one\". See %threads and %ps.]\n")
        .ok();
    kernel.execute("notebook().activity().setNoticed(false); c.interrupt(); c.join();").ok();
  }
}
