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

/** The lab in a notebook, with both real kernels. */
@ExtendWith(LeakCheck.class)
@Timeout(180)
class LabInCulvertTest {

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

  private static String table(Cell cell) {
    assertThat(cell.reply().text("status")).as("%s", cell.reply().content()).isEqualTo("ok");
    Map<?, ?> data = (Map<?, ?>) cell.of("execute_result").get(0).content().get("data");
    assertThat(data.get("text/html").toString()).contains("<table>");
    return data.get("text/plain").toString().replaceAll(" +", " ");
  }

  @Test
  void theTableShowsWhatEachKernelReallyLoses() {
    String table =
        table(
            kernel.execute(
                "%lab fork --kernels --case println --case late-thread --case jul --case descriptor"));

    assertThat(table)
        .contains(
            "\n return exit halt kill term throw terminal !java Culvert cell Culvert forked"
                + " IJava cell IJava forked\n")
        .contains("println kept kept kept kept kept kept kept kept kept kept kept LOST")
        .contains("descriptor kept kept kept kept kept kept kept kept kept kept LOST LOST")
        .contains("late-thread kept LOST LOST LOST LOST kept kept kept late kept LOST LOST")
        .contains("jul kept kept kept kept kept kept kept kept kept kept LOST LOST")
        .contains("Fix: read the child's pipe in the cell");
  }

  @Test
  void aLearnersClassIsShownForkedAndAsAThread() {
    String table =
        table(
            kernel.execute(
                """
                %%lab fork
                public class Late {
                  public static void main(String[] args) throws Exception {
                    System.out.println("at once");
                    Thread.sleep(300);
                    System.out.println("later");
                  }
                }
                """));

    assertThat(table)
        .contains("\n forked JVM Culvert forked IJava forked Culvert thread IJava thread\n")
        // What IJava shows of a thread's first line is a race: kept, late and LOST were all seen.
        .containsPattern("at once kept kept LOST (kept|late) (kept|late|LOST)")
        .containsPattern("\nlater kept kept LOST late LOST");
  }
}
