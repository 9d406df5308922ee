package dev.culvert.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.testkit.Cell;
import dev.culvert.testkit.LeakCheck;
import dev.culvert.testkit.TestKernel;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code %timeout}: cells that take too long are stopped, and those that do not are not. */
@ExtendWith(LeakCheck.class)
@Timeout(180)
class TimeoutInCulvertTest {

  private static TestKernel kernel;

  @BeforeAll
  static void start() {
    kernel = BuiltKernel.start();
  }

  @AfterAll
  static void end() {
    if (kernel != null) {
      kernel.close();
    }
  }

  @AfterEach
  void lift() {
    kernel.execute("%timeout off").ok();
  }

  private static String tooLong(String limit) {
    return "the cell took longer than " + limit + " (%timeout) and was stopped";
  }

  @Test
  void aCellMagicLimitsItsCellAlone() {
    kernel.execute("int kept = 7;").ok();
    kernel.execute("%%timeout 300ms\nwhile (true) {}").error("Timeout", tooLong("300 ms"));
    kernel.execute("Thread.sleep(600); kept").result("7").ok();
    kernel.execute("%%timeout 1h\n1 + 1").result("2").ok();
  }

  @Test
  void aLineLimitsTheRestOfItsCellAndAllCellsThatFollow() {
    kernel.execute("%timeout 1s\nThread.sleep(600_000);").error("Timeout", tooLong("1 s"));
    kernel.execute("Thread.sleep(600_000);").error("Timeout", tooLong("1 s"));
    kernel.execute("%timeout").display("text/plain", "cells may run for 1.00 s").ok();
    kernel.execute("%timeout off").ok();
    kernel.execute("%timeout").display("text/plain", "cells may run for as long as they like").ok();
    kernel.execute("Thread.sleep(1_200);").ok();
  }

  @Test
  void aQuestionThatNobodyAnswersIsTakenBack() {
    kernel
        .submitUnanswered("%%timeout 500ms\ninput(\"name\")")
        .eventuallyAsked("name")
        .await(Duration.ofSeconds(30))
        .error("Timeout", tooLong("500 ms"));
    kernel.answers("next").execute("input(\"name\")").result("next").ok();
  }

  @Test
  void aCellThatDoesNotStopLosesItsWorker() {
    try (TestKernel own = BuiltKernel.start()) {
      own.execute("int lost = 1;").ok();
      Cell cell =
          own.execute("%%timeout 500ms\nnew java.util.concurrent.CompletableFuture<>().join();");
      assertThat(cell.eventually("stderr", text -> true))
          .startsWith("The cell does not stop: it waits for java.util.");
      assertThat(cell.reply().text("ename")).isEqualTo("Timeout");
      assertThat(cell.reply().text("evalue"))
          .isEqualTo(
              "The cell took longer than 500 ms (%timeout) and did not stop, so its worker was"
                  + " ended. A new one has your imports, methods and classes; these variables are"
                  + " lost: lost.");
      own.execute("1 + 1").result("2").ok();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "%timeout soon | %timeout: 'soon' is not a time; give 500ms, 10s or 2m, or off.",
        "%timeout 0s | %timeout takes at least 1ms; off ends it.",
        "%timeout -5s | %timeout: unknown option '-5s'. See %timeout --help.",
      })
  void whatIsNoTimeIsRefusedAndNothingChanges(String line, String message) {
    kernel.execute(line + "\nSystem.out.print(\"ran\");").error("UsageError", message);
    kernel.execute("%timeout").display("text/plain", "cells may run for as long as they like").ok();
  }

  @Test
  void aCellMagicWithoutATimeRunsNothing() {
    kernel
        .execute("%%timeout\nSystem.out.println(\"ran\");")
        .stdout("")
        .error("UsageError", "%%timeout takes one time, as %%timeout 30s.");
  }
}
