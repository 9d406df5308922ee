package dev.culvert.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.testkit.Cell;
import dev.culvert.testkit.LeakCheck;
import dev.culvert.testkit.TestKernel;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The lessons run as their readers run them, and show what their text says. */
@ExtendWith(LeakCheck.class)
@Timeout(600)
class LessonsTest {

  /** Runs a lesson; gives by cell what it printed and showed as text. */
  private static Map<String, Cell> run(String lesson) throws Exception {
    Map<String, Cell> cells = new LinkedHashMap<>();
    try (TestKernel kernel = BuiltKernel.start()) {
      for (Map.Entry<String, String> each : Examples.codeCells(lesson).entrySet()) {
        Cell cell = kernel.execute(each.getValue());
        assertThat(cell.reply().text("status"))
            .as("cell %s: %s", each.getKey(), cell.reply().content())
            .isEqualTo("ok");
        cells.put(each.getKey(), cell);
      }
    }
    return cells;
  }

  private static String printed(Cell cell) {
    return cell.written("stdout").replace("\r\n", "\n");
  }

  private static String shown(Cell cell) {
    return cell.messages().stream()
        .filter(message -> message.content().get("data") instanceof Map<?, ?>)
        .map(message -> ((Map<?, ?>) message.content().get("data")).get("text/plain"))
        .map(text -> String.valueOf(text).replaceAll(" +", " "))
        .collect(Collectors.joining("\n"));
  }

  @Test
  void theOutputLabTestsItsClaims() throws Exception {
    Map<String, Cell> cells = run("output-lab.ipynb");

    String all = "kept kept kept kept kept kept kept";
    assertThat(shown(cells.get("shell"))).contains("println " + all + " kept kept kept kept LOST");
    assertThat(shown(cells.get("flush")))
        .contains("unflushed LOST LOST LOST LOST LOST LOST LOST LOST LOST LOST LOST LOST")
        .contains("\nflushed " + all + " kept kept kept kept LOST")
        .contains("late-thread kept LOST LOST LOST LOST kept kept kept late kept LOST LOST");
    assertThat(shown(cells.get("flushcode"))).contains("new BufferedWriter(");
    assertThat(shown(cells.get("sleep"))).contains("after a sleep kept kept LOST");
    assertThat(printed(cells.get("join"))).isEqualTo("joined after a sleep\njoined at once\n");
    assertThat(printed(cells.get("gc"))).isEqualTo("1000 of 1000 lines, whatever was collected\n");
    assertThat(printed(cells.get("spawn")))
        .contains("started by posix_spawn\n", "started by fork\n");
    assertThat(shown(cells.get("logger")))
        .contains("logback-console " + all)
        .contains("logback-file LOST LOST LOST LOST LOST LOST LOST");
  }

  @Test
  void childProcessesEndAsTheLessonSays() throws Exception {
    Map<String, Cell> cells = run("child-processes.ipynb");

    assertThat(printed(cells.get("class"))).isEqualTo("Hello, Ana and Ben, from another JVM\n");
    assertThat(shown(cells.get("class"))).isEqualTo("3");
    assertThat(printed(cells.get("lambda"))).isEqualTo("42, computed by another JVM\n");
    assertThat(shown(cells.get("copy"))).isEqualTo("7");
    assertThat(printed(cells.get("how")))
        .isEqualTo(
            """
            java.lang.IllegalStateException: no way
            it ran out of memory, Java heap space; give it more with heap
            class no.such.Program was not found on its class path
            killed by signal 9
            """);
    assertThat(printed(cells.get("timeout"))).isEqualTo("true, children left: 0\n");
    assertThat(shown(cells.get("pipe"))).contains("full-pipe BLOCKED");
    assertThat(shown(cells.get("online"))).isEqualTo("1000000");
    assertThat(printed(cells.get("methods"))).contains("the same descriptors, by fork\n");
  }

  @Test
  void loggedLinesAreInTheirCells() throws Exception {
    Map<String, Cell> cells = run("logging.ipynb");

    assertThat(printed(cells.get("first")))
        .matches(
            "INFO \\[cell] cell \\d+ shop - open\nWARN \\[cell] cell \\d+ shop - 3 books left\n");
    assertThat(printed(cells.get("late"))).endsWith(" shop - late, and still here\n");
    assertThat(printed(cells.get("join"))).isEmpty();
    assertThat(printed(cells.get("queued"))).isEqualTo("[queue] of this cell\n");
    assertThat(printed(cells.get("others")))
        .contains(" old - from java.util.logging\n", " modern - from System.Logger\n");
    assertThat(printed(cells.get("debug"))).endsWith(" shop - shown now\n");
    assertThat(shown(cells.get("tail"))).endsWith("shown now").hasLineCount(3);
    assertThat(printed(cells.get("fork"))).endsWith(" child - last words\n");
    assertThat(shown(cells.get("fork"))).isEqualTo("1");
  }

  @Test
  void threadsWaitWhereTheLessonSays() throws Exception {
    Map<String, Cell> cells = run("threads.ipynb");

    assertThat(printed(cells.get("race"))).endsWith(", atomic 200000\n");
    assertThat(shown(cells.get("dump"))).startsWith("guest #").contains("WAITING, waits for");
    assertThat(printed(cells.get("wait"))).isEqualTo("through the gate\n");
    assertThat(shown(cells.get("find")))
        .contains("deadlock of 2 threads:")
        .containsPattern("Ana pays Ben #\\d+, in cell \\d+, Account.receive, waits for Account@");
    assertThat(cells.get("find").of("execute_result").get(0).content().toString())
        .contains("image/svg+xml");
    assertThat(shown(cells.get("virtual"))).contains("late-thread kept LOST LOST LOST LOST kept");
  }
}
