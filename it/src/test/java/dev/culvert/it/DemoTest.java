package dev.culvert.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.culvert.testkit.LeakCheck;
import dev.culvert.testkit.Needs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The main job, as README's command runs it. */
@ExtendWith(LeakCheck.class)
class DemoTest {

  @TempDir Path folder;

  @Test
  void theDemoRunsTheQuickstartAndLeavesNothingBehind() throws Exception {
    Needs.that(Files.isExecutable(Path.of("/bin/sh")), "needs /bin/sh");
    Path temporary = Files.createDirectory(folder.resolve("tmp"));

    Shell demo =
        Shell.culvert(folder, Map.of("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + temporary), "demo");

    assertThat(demo.code()).as(demo.out() + demo.err()).isZero();
    assertThat(demo.out())
        .contains("Starting an SSH server and a MariaDB")
        .contains("the cell itself")
        .contains("Servers are stopped; nothing is left running. In all: ");
    Path executed = folder.resolve("demo-output/quickstart.ipynb");
    assertThat(output(executed, "records")).contains("[Chi, Ana, Bo]");
    assertThat(output(executed, "late"))
        .contains("a child process\nthe cell itself\n")
        .contains("a late thread, in its own cell\n");
    assertThat(output(executed, "exit")).contains("SystemExit");
    assertThat(output(executed, "open")).contains("tunnel bastion: up");
    assertThat(output(executed, "tables")).contains("authors").contains("orders");
    assertThat(output(executed, "select")).contains("The Seventh Orchard").contains("12.15");
    assertThat(output(executed, "numbers")).contains("[  3.142,   0.   ,   0.667, 100.   ]");
    assertThat(folder.resolve("demo-output/quickstart.html"))
        .content()
        .contains("The Seventh Orchard");
    assertThat(leftIn(temporary)).isEmpty();
    assertThat(processesIn(temporary)).isEmpty();
    String everything = demo.out() + demo.err() + Files.readString(executed);
    assertThat(everything)
        .as("nothing that looks like a generated password")
        .doesNotContainPattern("\\b[0-9a-f]{32}\\b");
  }

  private static String output(Path notebook, String id) throws Exception {
    Map<String, Object> map = JSON.std.mapFrom(Files.readString(notebook));
    for (Object cell : (List<?>) map.get("cells")) {
      if (id.equals(((Map<?, ?>) cell).get("id"))) {
        return text(((Map<?, ?>) cell).get("outputs"));
      }
    }
    throw new AssertionError("no cell " + id);
  }

  /** All texts in the outputs, joined; lines of one text are a list. */
  private static String text(Object value) {
    if (value instanceof Map<?, ?> map) {
      return map.values().stream().map(DemoTest::text).collect(Collectors.joining("\n"));
    }
    if (value instanceof List<?> list) {
      String between = list.stream().allMatch(String.class::isInstance) ? "" : "\n";
      return list.stream().map(DemoTest::text).collect(Collectors.joining(between));
    }
    return String.valueOf(value);
  }

  private static List<String> leftIn(Path temporary) throws Exception {
    try (Stream<Path> files = Files.list(temporary)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.startsWith("hsperfdata") && !name.startsWith("jna"))
          .toList();
    }
  }

  private static List<String> processesIn(Path temporary) {
    return ProcessHandle.allProcesses()
        .map(process -> process.info().commandLine().orElse(""))
        .filter(command -> command.contains(temporary.toString()))
        .toList();
  }
}
