package dev.culvert.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.testkit.LeakCheck;
import dev.culvert.testkit.TestKernel;
import java.nio.file.Files;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The output lesson in Culvert, the same notebook as in IJava: each line is in its cell. */
@ExtendWith(LeakCheck.class)
@Timeout(180)
class OutputNotebookInCulvertTest {

  private static TestKernel kernel;
  private static OutputLesson lesson;

  @BeforeAll
  static void runTheLesson() throws Exception {
    kernel = BuiltKernel.start();
    lesson = OutputLesson.run(kernel);
  }

  @AfterAll
  static void end() {
    if (kernel != null) {
      kernel.close();
    }
  }

  @Test
  void everyLineIsInTheCellThatCausedIt() {
    for (Map.Entry<String, String> line : OutputLesson.CELL_OF_LINE.entrySet()) {
      assertThat(lesson.shownIn(line.getKey())).as(line.getKey()).isEqualTo(line.getValue());
    }
  }

  @Test
  void theTableInTheDocumentationSaysSo() throws Exception {
    String documented =
        Files.readAllLines(Examples.root().resolve("docs/output.md")).stream()
            .filter(row -> row.matches("\\| \\d+ \\|.*"))
            .map(row -> row.split(" *\\| *"))
            .map(row -> row[2] + ": " + row[3])
            .collect(Collectors.joining("\n"));
    String happened =
        OutputLesson.CELL_OF_LINE.keySet().stream()
            .map(source -> source + ": shown")
            .collect(Collectors.joining("\n"));

    assertThat(documented).isEqualTo(happened);
  }
}
