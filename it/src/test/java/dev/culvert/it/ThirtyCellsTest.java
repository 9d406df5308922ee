package dev.culvert.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.culvert.testkit.Needs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One long notebook (dependencies, images, shell, timing) is the same in every front end. Lines of
 * a cell are compared without their order: a shell's stdout and stderr are two pipes.
 */
@Tag("soak")
class ThirtyCellsTest {

  private static final String NOTEBOOK = "thirty-cells.ipynb";

  @TempDir static Path folder;

  private static Path python;
  private static Map<String, String> env;
  private static List<List<String>> expected;

  @BeforeAll
  static void runWithoutJupyter() throws Exception {
    python = Needs.jupyterPython();
    Shell install =
        Shell.culvert(folder, Map.of(), "install", "--prefix", folder.toString(), "--name", "java");
    assertThat(install.code()).as(install.err()).isZero();
    env =
        Map.of(
            "JUPYTER_PATH",
            folder.resolve("share/jupyter").toString(),
            "JUPYTER_PLATFORM_DIRS",
            "1");
    Files.copy(Shell.root().resolve("it/src/test/resources/" + NOTEBOOK), folder.resolve(NOTEBOOK));

    Shell run = Shell.culvert(folder, Map.of(), "run", NOTEBOOK, "-o", "out.ipynb");
    assertThat(run.code()).as(run.out() + run.err()).isZero();
    expected = outputs("out.ipynb");
    assertThat(expected).hasSize(30);
    assertThat(expected.get(0)).containsExactly("Java true");
    assertThat(expected.get(1)).containsExactly("[2, 1, 3]");
    assertThat(expected.get(15)).containsExactly("image of 20 x 10 pixels");
    assertThat(expected.get(19)).containsExactly("6765", "TIME");
  }

  @Test
  void nbclientShowsTheSame() throws Exception {
    List<List<String>> shown = new ArrayList<>();
    for (Object cell : python("nbclient")) {
      shown.add(lines(String.join("\n", texts(cell))));
    }
    assertThat(shown).isEqualTo(expected);
  }

  @Test
  void theConsoleShowsTheSame() throws Exception {
    List<?> shown = python("console");
    assertThat(shown).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      String text = shown.get(i).toString().replaceAll("Out\\[\\d+]: ?", "");
      if (expected.get(i).contains("second")) {
        assertThat(lines(text)).as("the console shows no updates").containsExactly("first");
      } else {
        assertThat(lines(text)).as("cell %d", i + 1).isEqualTo(expected.get(i));
      }
    }
  }

  @Test
  void jupyterLabShowsTheSame() throws Exception {
    Path chromium = Needs.program("chromium", "apt install chromium");
    Needs.that(
        Shell.run(folder, env, List.of(python.toString(), "-c", "import playwright")).code() == 0,
        "needs Playwright: pip install playwright");
    Shell run =
        Shell.run(
            folder,
            env,
            List.of(
                python.toString(),
                Shell.root().resolve("it/src/test/python/browser.py").toString(),
                folder.toString(),
                NOTEBOOK,
                chromium.toString(),
                "lab",
                "1970-01-01"));
    assertThat(run.code()).as(run.out() + run.err()).isZero();
    assertThat(outputs(NOTEBOOK)).isEqualTo(expected);
  }

  private static List<?> python(String frontEnd) throws Exception {
    Path script = Shell.root().resolve("it/src/test/python/front_ends.py");
    Shell run =
        Shell.run(folder, env, List.of(python.toString(), script.toString(), frontEnd, NOTEBOOK));
    assertThat(run.code()).as(run.out() + run.err()).isZero();
    return JSON.std.listFrom(run.out());
  }

  /** What the cells of a file show, a list of lines each. */
  private static List<List<String>> outputs(String file) throws Exception {
    Map<String, Object> notebook = JSON.std.mapFrom(Files.readString(folder.resolve(file)));
    List<List<String>> all = new ArrayList<>();
    for (Object cell : (List<?>) notebook.get("cells")) {
      List<String> texts = new ArrayList<>();
      for (Object each : (List<?>) ((Map<?, ?>) cell).get("outputs")) {
        Map<?, ?> output = (Map<?, ?>) each;
        Object text =
            output.get("output_type").equals("stream")
                ? output.get("text")
                : ((Map<?, ?>) output.get("data")).get("text/plain");
        texts.add(text == null ? "" : String.join("", texts(text)));
      }
      all.add(lines(String.join("\n", texts)));
    }
    return all;
  }

  private static List<String> texts(Object text) {
    return text instanceof List<?> list
        ? list.stream().map(String::valueOf).toList()
        : List.of(text.toString());
  }

  /** Its lines, sorted, without what is different each time. */
  private static List<String> lines(String text) {
    return text.lines()
        .map(line -> line.replaceAll("^CPU time: .*|.* per loop .*", "TIME"))
        .map(line -> line.replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "ID"))
        // An identity of seven digits leaves room for one letter more before a value is cut.
        .map(line -> line.replaceAll("@[0-9a-f]{4,8}\\b(.* \\.\\.\\.$)?", "@"))
        .filter(line -> !line.isBlank() && !line.startsWith("Download"))
        .sorted()
        .toList();
  }
}
