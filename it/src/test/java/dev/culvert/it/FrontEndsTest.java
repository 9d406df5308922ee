package dev.culvert.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.testkit.Needs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The installed kernel in Jupyter's own programs. */
class FrontEndsTest {

  private static final String NOTEBOOK =
      """
      {"cells": [
       {"cell_type": "code", "execution_count": null, "id": "a", "metadata": {"tags": ["parameters"]},
        "outputs": [], "source": "int n = 1;"},
       {"cell_type": "code", "execution_count": null, "id": "b", "metadata": {},
        "outputs": [], "source": "System.out.println(\\"n is \\" + n);\\nn * 2"}
      ], "metadata": {"kernelspec": {"name": "java", "display_name": "Java", "language": "java"}},
      "nbformat": 4, "nbformat_minor": 5}
      """;

  private static final String BROWSER_NOTEBOOK =
      """
      {"cells": [
       {"cell_type": "code", "execution_count": null, "id": "a", "metadata": {}, "outputs": [],
        "source": "new Thread(() -> { try { Thread.sleep(1500); } catch (InterruptedException e) {} System.out.println(\\"late line\\"); }).start();\\nSystem.out.println(\\"first\\");"},
       {"cell_type": "code", "execution_count": null, "id": "b", "metadata": {}, "outputs": [],
        "source": "record Book(String title, double price) {}\\nnew Book(\\"Emma\\", 12.25)"},
       {"cell_type": "code", "execution_count": null, "id": "c", "metadata": {}, "outputs": [],
        "source": "1 / 0"}
      ], "metadata": {"kernelspec": {"name": "java", "display_name": "Java", "language": "java"}},
      "nbformat": 4, "nbformat_minor": 5}
      """;

  @TempDir static Path folder;

  private static Path python;
  private static Map<String, String> env;

  @BeforeAll
  static void install() throws Exception {
    python = Needs.jupyterPython();
    Path data = folder.resolve("share/jupyter");
    Shell install =
        Shell.culvert(folder, Map.of(), "install", "--prefix", folder.toString(), "--name", "java");
    assertThat(install.code()).as(install.err()).isZero();
    env = Map.of("JUPYTER_PATH", data.toString(), "JUPYTER_PLATFORM_DIRS", "1");
    Files.writeString(folder.resolve("in.ipynb"), NOTEBOOK);
  }

  private static Shell python(String... args) throws Exception {
    List<String> command = new java.util.ArrayList<>(List.of(python.toString()));
    command.addAll(List.of(args));
    return Shell.run(folder, env, command);
  }

  @Test
  void jupytersOwnKernelTestsFindNoFault() throws Exception {
    Path suite = Shell.root().resolve("it/src/test/python/kernel_suite.py");
    Shell run = python(suite.toString(), "java");
    assertThat(run.code()).as(run.out() + run.err()).isZero();
    assertThat(run.err()).contains("Ran 12 tests").contains("OK").doesNotContain("skipped");
  }

  /** As on Colab, whose kernels are reached by Unix sockets. */
  @Test
  void aClientReachesTheKernelByUnixSockets() throws Exception {
    Files.writeString(
        folder.resolve("ipc.py"),
        """
        import os, sys
        from jupyter_client.manager import KernelManager

        manager = KernelManager(kernel_name="java", transport="ipc")
        manager.ip = os.path.join(sys.argv[1], "k")
        manager.start_kernel()
        client = manager.client()
        client.start_channels()
        client.wait_for_ready(timeout=60)
        reply = client.execute_interactive('System.out.println("by socket");', timeout=60)
        print(reply["content"]["status"], client.hb_channel.is_beating())
        manager.shutdown_kernel()
        print([name for name in os.listdir(sys.argv[1]) if name.startswith("k-")])
        """);
    Path sockets = Files.createTempDirectory("ipc"); // its path must be short
    Shell run = python("ipc.py", sockets.toString());
    Files.delete(sockets);
    assertThat(run.out()).as(run.err()).isEqualTo("by socket\nok True\n[]\n");
  }

  @Test
  void nbclientRunsANotebook() throws Exception {
    Shell run =
        python(
            "-m",
            "jupyter",
            "nbconvert",
            "--to",
            "notebook",
            "--execute",
            "in.ipynb",
            "--output",
            "nb.ipynb");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(Files.readString(folder.resolve("nb.ipynb")))
        .contains("n is 1\\n")
        .contains("\"2\"");
  }

  @Test
  void papermillSetsParameters() throws Exception {
    Files.writeString(
        folder.resolve("parameters.py"),
        """
        import papermill
        from papermill.translators import papermill_translators, ScalaTranslator

        # Papermill knows the languages of its own list; a kernel of another one is registered so.
        class JavaTranslator(ScalaTranslator):
            @classmethod
            def assign(cls, name, value):
                return "var {} = {};".format(name, value)

            @classmethod
            def comment(cls, text):
                return "// {}".format(text)

        papermill_translators.register("java", JavaTranslator)
        papermill.execute_notebook("in.ipynb", "pm.ipynb", {"n": 21}, progress_bar=False)
        """);
    Shell run = python("parameters.py");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(Files.readString(folder.resolve("pm.ipynb")))
        .contains("n is 21\\n")
        .contains("\"42\"");
  }

  @Test
  void theConsoleShowsResultsAndErrors() throws Exception {
    Process console =
        start(
            "-m",
            "jupyter",
            "console",
            "--kernel",
            "java",
            "--simple-prompt",
            "--ZMQTerminalInteractiveShell.kernel_timeout=60");
    console.getOutputStream().write("6 * 7\n1 / 0\nexit\n".getBytes());
    console.getOutputStream().close();
    String out = new String(console.getInputStream().readAllBytes());
    console.waitFor();
    assertThat(out).contains("42").contains("ArithmeticException");
  }

  @ParameterizedTest
  @ValueSource(strings = {"lab", "notebook"})
  void aBrowserShowsEachLineInItsCell(String frontEnd) throws Exception {
    Path chromium = Needs.program("chromium", "apt install chromium");
    Needs.that(
        python("-c", "import playwright").code() == 0, "needs Playwright: pip install playwright");
    Files.writeString(folder.resolve("browser.ipynb"), BROWSER_NOTEBOOK);
    Path script = Shell.root().resolve("it/src/test/python/browser.py");

    Shell run =
        python(
            script.toString(), folder.toString(), "browser.ipynb", chromium.toString(), frontEnd);

    assertThat(run.code()).as(run.out() + run.err()).isZero();
    assertThat(run.out())
        .contains("cell 1: first\nlate line\n")
        .contains("cell 2: Book[title=Emma, price=12.25]\n")
        .contains("cell 3: java.lang.ArithmeticException: / by zero\n    at Cell 3, line 1\n");
  }

  private static Process start(String... args) throws Exception {
    List<String> command = new java.util.ArrayList<>(List.of(python.toString()));
    command.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().putAll(env);
    return builder.redirectErrorStream(true).start();
  }
}
