package dev.culvert.app.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.culvert.app.CommandLineRun;
import dev.culvert.testkit.LeakCheck;
import dev.culvert.testkit.Needs;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The runner, in a kernel that others wrote: what it does must not hang on our own. */
@ExtendWith(LeakCheck.class)
class RunTest {

  @TempDir Path folder;
  private final List<Map<String, Object>> cells = new ArrayList<>();
  private Path executed;
  private Path page;

  @BeforeEach
  void makeKernelspec() throws Exception {
    Path python = Needs.jupyterPython();
    Map<String, Object> spec =
        Map.of(
            "argv",
            List.of(
                python.toString(),
                "-Xfrozen_modules=off",
                "-m",
                "ipykernel_launcher",
                "-f",
                "{connection_file}"),
            "display_name",
            "Python",
            "language",
            "python");
    Files.writeString(
        Files.createDirectories(folder.resolve("kernel")).resolve("kernel.json"),
        JSON.std.asString(spec));
    executed = folder.resolve("out.ipynb");
    page = folder.resolve("out.html");
  }

  private void code(String source, String... tags) {
    cell("code", source, Map.of("tags", List.of(tags)));
    cells.get(cells.size() - 1).put("execution_count", 99);
    cells.get(cells.size() - 1).put("outputs", List.of());
  }

  private void cell(String type, String source, Map<String, Object> metadata) {
    cells.add(
        new java.util.LinkedHashMap<>(
            Map.of(
                "cell_type", type,
                "id", "c" + cells.size(),
                "metadata", metadata,
                "source", source)));
  }

  private CommandLineRun run(String... more) throws Exception {
    Path file = folder.resolve("in.ipynb");
    Files.writeString(
        file,
        JSON.std.asString(
            Map.of("cells", cells, "metadata", Map.of(), "nbformat", 4, "nbformat_minor", 5)));
    List<String> args =
        new ArrayList<>(
            List.of(
                "run",
                file.toString(),
                "--kernel-dir",
                folder.resolve("kernel").toString(),
                "-o",
                executed.toString(),
                "--html",
                page.toString()));
    args.addAll(List.of(more));
    return CommandLineRun.of(args.toArray(String[]::new));
  }

  private List<NotebookCell> result() throws Exception {
    Process validate =
        new ProcessBuilder(
                Needs.jupyterPython().toString(),
                "-c",
                "import sys, nbformat; nbformat.validate(nbformat.read(sys.argv[1], 4))",
                executed.toString())
            .redirectErrorStream(true)
            .start();
    String complaint = new String(validate.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(validate.waitFor()).as(complaint).isZero();
    assertThat(complaint).isEmpty();
    return NotebookFile.read(executed).cells();
  }

  private static String text(Map<String, Object> output) {
    return output.get("output_type")
        + " "
        + (output.containsKey("text")
            ? output.get("name") + " " + NotebookCell.text(output.get("text"))
            : NotebookCell.text(NotebookCell.asMap(output.get("data")).get("text/plain")));
  }

  private static List<String> texts(NotebookCell cell) {
    return cell.outputs().stream().map(RunTest::text).toList();
  }

  @Test
  void outputsAreKeptAsTheFormatWantsThem() throws Exception {
    cell("markdown", "# Title <script>", Map.of());
    code("import sys\nprint('a', flush=True)\nprint('b', flush=True)");
    code("print('e', file=sys.stderr)\n6 * 7");
    code("");

    CommandLineRun run = run();

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out())
        .isEqualTo(
            """
            -- cell 1 of 3
               | import sys
               | print('a', flush=True)
               | print('b', flush=True)
            a
            b
            -- cell 2 of 3
               | print('e', file=sys.stderr)
               | 6 * 7
            e
            42
            """);
    List<NotebookCell> cells = result();
    assertThat(texts(cells.get(1))).containsExactly("stream stdout a\nb\n");
    assertThat(texts(cells.get(2)))
        .containsExactlyInAnyOrder("stream stderr e\n", "execute_result 42");
    assertThat(cells.get(1).executionCount()).isEqualTo(1);
    assertThat(cells.get(2).executionCount()).isEqualTo(2);
    assertThat(cells.get(3).executionCount()).isNull();
  }

  @Test
  void aDisplayIsUpdatedWhereItIs() throws Exception {
    code("h = display('old', display_id='d')");
    code("from IPython.display import update_display\nupdate_display('new', display_id='d')");

    assertThat(run().code()).isZero();

    assertThat(texts(result().get(0))).containsExactly("display_data 'new'");
    assertThat(texts(result().get(1))).isEmpty();
  }

  @Test
  void clearedOutputIsGoneAndWaitsWhenAskedTo() throws Exception {
    code(
        "from IPython.display import clear_output\nprint('a')\nclear_output()\nprint('b')\n"
            + "clear_output(wait=True)\nprint('c')\nclear_output(wait=True)");

    assertThat(run().code()).isZero();

    assertThat(texts(result().get(0))).containsExactly("stream stdout c\n");
  }

  @Test
  void lateOutputStaysInTheCellThatCausedIt() throws Exception {
    code("kernel = get_ipython().kernel; parent = kernel.get_parent()");
    code(
        "_ = kernel.session.send(kernel.iopub_socket, 'stream',"
            + " {'name': 'stdout', 'text': 'late\\n'}, parent=parent)");

    CommandLineRun run = run();

    assertThat(run.out()).contains("(late output of cell 1)\nlate\n");
    assertThat(texts(result().get(0))).containsExactly("stream stdout late\n");
    assertThat(texts(result().get(1))).isEmpty();
  }

  @Test
  void outputAfterTheLastCellIsWaitedFor() throws Exception {
    code("import threading; threading.Timer(0.3, lambda: print('late')).start()");

    assertThat(run("--linger", "3").code()).isZero();

    assertThat(texts(result().get(0))).containsExactly("stream stdout late\n");
  }

  @Test
  void theFirstFailingCellEndsTheRunAndIsNamed() throws Exception {
    code("1 / 0", "raises-exception");
    code("undefined_name");
    code("print('never')");

    CommandLineRun run = run();

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err())
        .isEqualTo("culvert: cell 2 failed: NameError: name 'undefined_name' is not defined\n");
    assertThat(run.out()).contains("ZeroDivisionError").doesNotContain("\u001b");
    List<NotebookCell> cells = result();
    assertThat(cells.get(0).outputs().get(0))
        .containsEntry("ename", "ZeroDivisionError")
        .containsEntry("evalue", "division by zero");
    assertThat(cells.get(2).executionCount()).isNull();
    assertThat(cells.get(2).outputs()).isEmpty();
    assertThat(page).content().contains("class=\"out error\"").contains("undefined_name");
  }

  @Test
  void aKernelThatDiesEndsTheRunAndSaysSo() throws Exception {
    code("import os; os._exit(9)");
    code("1");

    CommandLineRun run = run();

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err())
        .startsWith("culvert: cell 1 failed: KernelError: the kernel died: exit code 9");
    assertThat(result().get(0).outputs().get(0)).containsEntry("ename", "KernelError");
  }

  @Test
  void parametersFollowTheCellWithTheDefaults() throws Exception {
    code("n = 1", "parameters");
    code("stale = True", "injected-parameters");
    code("n");

    // A Java cell; in a Python kernel its first line already fails, which shows where it stands.
    CommandLineRun run = run("-p", "n=5");

    assertThat(run.code()).isEqualTo(1);
    List<NotebookCell> cells = result();
    assertThat(cells).hasSize(3);
    assertThat(cells.get(1).source()).isEqualTo("// Parameters\nint n = 5;");
    assertThat(cells.get(1).hasTag("injected-parameters")).isTrue();
  }

  @Test
  void withoutATerminalACellThatAsksFails() throws Exception {
    code("input('name? ')");

    CommandLineRun run = run();

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).startsWith("culvert: cell 1 failed: StdinNotImplementedError");
  }

  @Test
  void thePageIsEscapedColouredAndLoadsNothing() throws Exception {
    cell("markdown", "# T <script>x</script>\n\n![p](https://example.org/p.png)", Map.of());
    code("print('\\x1b[31m<red>\\x1b[0m')");
    code("from IPython.display import HTML\nHTML('<b>rich</b>')");

    assertThat(run().code()).isZero();

    assertThat(page)
        .content()
        .contains("<h1>T &lt;script&gt;x&lt;/script&gt;</h1>")
        .contains("<span class=\"ansi-fg-1\">&lt;red&gt;</span>")
        .contains("<b>rich</b>")
        .contains("default-src 'none'")
        .doesNotContain("src=\"http");
  }

  @Test
  void aFolderWithoutAKernelspecIsNamed() throws Exception {
    code("1");
    Files.delete(folder.resolve("kernel/kernel.json"));

    CommandLineRun run = run();

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .isEqualTo(
            "culvert: no kernel to run it in: "
                + folder.resolve("kernel/kernel.json")
                + " does not exist: that folder is no kernelspec (see ./culvert doctor)\n");
  }
}
