package dev.culvert.front;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.testkit.Cell;
import dev.culvert.testkit.LeakCheck;
import dev.culvert.testkit.TestKernel;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What no JVM can stop is explained in its cell; one more interrupt replaces the worker. */
@ExtendWith({JShellIndexer.class, LeakCheck.OfClass.class})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StandstillTest {

  private static final String LAST =
      "Interrupt once more to replace the worker. Its variables will be lost.\n";

  @TempDir static Path directory;

  private Path fifo; // that nobody writes to
  private InProcessKernel started;
  private TestKernel kernel;

  @BeforeAll
  void start() throws Exception {
    fifo = directory.resolve("fifo");
    assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor()).isZero();
    started = new InProcessKernel();
    kernel = started.client();
    kernel.execute("import java.util.concurrent.locks.*; class Kept {}").ok();
  }

  @AfterAll
  void end() {
    started.close();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0007',
      value = {
        "socket | ServerSocket s = new ServerSocket(0); var c = new Socket(\"localhost\", s.getLocalPort()); up(); c.getInputStream().read(); | it is in | , which cannot be interrupted.",
        "monitor | up(); synchronized (monitor) {} | it waits for java.lang.Object@ | , which thread \"holder\" holds, in the cell.",
        "lock | up(); lock.lock(); | it waits for java.util.concurrent.locks.ReentrantLock$ | , which thread \"holder\" holds, in",
        "future | up(); new CompletableFuture<>().join(); | it waits for java.util.concurrent.CompletableFuture$ | at java.util.concurrent.CompletableFuture.join(",
        "library | up(); BigInteger.valueOf(7).pow(300_000_000).bitLength(); | it is in java.math. | , which cannot be interrupted.",
        "native | up(); new FileInputStream(fifo); | it is in java.io.FileInputStream. | , which cannot be interrupted.",
      })
  void isExplainedAndThenReplaced(String name, String code, String reason, String behind)
      throws Exception {
    kernel.execute("String fifo = \"" + fifo + "\";").ok();
    kernel.execute("int lost = 1;").ok();
    kernel
        .execute(
            """
            void up() { System.out.println("up"); }
            Object monitor = new Object();
            ReentrantLock lock = new ReentrantLock();
            CountDownLatch held = new CountDownLatch(1);
            var holder = new Thread(() -> {
              lock.lock();
              synchronized (monitor) { held.countDown(); while (true) { LockSupport.park(); } }
            }, "holder");
            holder.setDaemon(true);
            holder.start();
            held.await();
            """)
        .ok();
    Cell cell = kernel.submit("{ " + code + " }");
    cell.eventuallyStdout("up\n");
    kernel.client().interrupt();
    String report = cell.eventually("stderr", text -> text.endsWith(LAST));
    assertThat(report).startsWith("The cell does not stop: " + reason).contains(behind);
    assertThat(report).contains("    at ").doesNotContain("dev.culvert").doesNotContain("REPL");
    kernel.client().interrupt();
    cell.await(Duration.ofSeconds(20)).stderr(report);
    assertThat(cell.reply().text("ename")).isEqualTo("Interrupted");
    assertThat(cell.reply().text("evalue"))
        .startsWith(
            "The cell did not stop, so its worker was ended. A new one has your imports, methods"
                + " and classes; these variables are lost: ")
        .contains("lost");
    kernel.execute("new Kept() != null").result("true").ok();
  }
}
