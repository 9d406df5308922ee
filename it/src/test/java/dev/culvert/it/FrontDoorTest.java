package dev.culvert.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.testkit.LeakCheck;
import dev.culvert.testkit.Needs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code ./culvert} as a user calls it: the launcher, the built distribution, the real kernel. */
@ExtendWith(LeakCheck.class)
class FrontDoorTest {

  private static final String NOTEBOOK =
      """
      {"cells": [
       {"cell_type": "code", "execution_count": null, "id": "a", "metadata": {"tags": ["parameters"]},
        "outputs": [], "source": "int n = 1; String who = \\"nobody\\"; double x = 0;"},
       {"cell_type": "code", "execution_count": null, "id": "b", "metadata": {},
        "outputs": [], "source": "System.out.println(\\"hello \\" + who);\\nn * 2 + x"},
       {"cell_type": "code", "execution_count": null, "id": "c", "metadata": {},
        "outputs": [], "source": "%s"}
      ], "metadata": {"kernelspec": {"name": "java", "display_name": "Java", "language": "java"}},
      "nbformat": 4, "nbformat_minor": 5}
      """;

  @TempDir Path folder;

  @BeforeEach
  void needAShell() {
    Needs.that(Files.isExecutable(Path.of("/bin/sh")), "needs /bin/sh");
  }

  private void notebook(String lastCell) throws Exception {
    Files.writeString(folder.resolve("in.ipynb"), NOTEBOOK.replace("%s", lastCell));
  }

  @Test
  void aNotebookRunsWithItsParameters() throws Exception {
    notebook("who.length()");

    Shell run =
        Shell.culvert(
            folder,
            Map.of(),
            "run",
            "in.ipynb",
            "-p",
            "n=20",
            "-p",
            "who=Ada",
            "-p",
            "x=2.0",
            "-o",
            "out.ipynb",
            "--html",
            "out.html");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out())
        .isEqualTo(
            """
            -- cell 1 of 4
               | int n = 1; String who = "nobody"; double x = 0;
            -- cell 2 of 4
               | // Parameters
               | int n = 20;
               | String who = "Ada";
               | double x = 2.0;
            -- cell 3 of 4
               | System.out.println("hello " + who);
               | n * 2 + x
            hello Ada
            42.0
            -- cell 4 of 4
               | who.length()
            3
            """);
    assertThat(folder.resolve("out.html")).content().contains("hello Ada");
    Shell valid =
        Shell.run(
            folder,
            Map.of(),
            List.of(
                Needs.jupyterPython().toString(),
                "-c",
                "import nbformat; nbformat.validate(nbformat.read('out.ipynb', 4))"));
    assertThat(valid.err()).isEmpty();
  }

  @Test
  void aFailingCellIsNamedAndEndsTheRun() throws Exception {
    notebook("int[] a = {}; a[3]");

    Shell run = Shell.culvert(folder, Map.of(), "run", "in.ipynb");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err())
        .isEqualTo(
            "culvert: cell 3 failed: ArrayIndexOutOfBoundsException: Index 3 out of"
                + " bounds for length 0\n");
  }

  @Test
  void jupyterRunsTheInstalledKernel() throws Exception {
    Path python = Needs.jupyterPython();
    notebook("who + n");
    Map<String, String> env = Map.of("JUPYTER_PATH", folder.resolve("p/share/jupyter").toString());

    Shell install =
        Shell.culvert(folder, env, "install", "--prefix", folder.resolve("p").toString());
    Shell list = Shell.culvert(folder, env, "list");
    Shell doctor =
        Shell.culvert(
            folder,
            Map.of(
                "JUPYTER_PATH",
                env.get("JUPYTER_PATH"),
                "PATH",
                python.getParent() + ":" + System.getenv("PATH")),
            "doctor");
    Shell execute =
        Shell.run(
            folder,
            env,
            List.of(
                python.resolveSibling("jupyter").toString(),
                "execute",
                "--output=done",
                "in.ipynb"));
    Shell again = Shell.culvert(folder, env, "install", "--prefix", folder.resolve("p").toString());
    Shell uninstall =
        Shell.culvert(folder, env, "uninstall", "--prefix", folder.resolve("p").toString());

    assertThat(install.code()).as(install.err()).isZero();
    assertThat(list.out()).contains("* java ").contains(folder.resolve("p").toString());
    assertThat(doctor.code()).as(doctor.out()).isZero();
    assertThat(doctor.out()).contains("PASS  the installed kernel starts and answers");
    assertThat(execute.code()).as(execute.err()).isZero();
    assertThat(folder.resolve("done.ipynb")).content().contains("hello nobody").contains("nobody1");
    assertThat(again.code()).isEqualTo(2);
    assertThat(again.err()).contains("Add --replace");
    assertThat(uninstall.code()).isZero();
    assertThat(folder.resolve("p/share/jupyter/kernels/java")).doesNotExist();
  }

  @Test
  void aMagicIsACommand() throws Exception {
    Shell help = Shell.culvert(folder, Map.of(), "tunnel", "--help");
    Shell wrong = Shell.culvert(folder, Map.of(), "tunnel", "opne");

    assertThat(help.code()).isZero();
    assertThat(help.out()).startsWith("Usage: culvert tunnel");
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.err()).contains("open");
  }

  @Test
  void theLabShowsItsTableInATerminal() throws Exception {
    Shell lab =
        Shell.culvert(folder, Map.of(), "lab", "fork", "--case", "hook", "--case", "println");
    Shell code = Shell.culvert(folder, Map.of(), "lab", "fork", "--case", "hook", "--code");
    Shell wrong = Shell.culvert(folder, Map.of(), "lab", "fork", "--case", "hok");

    assertThat(lab.code()).as(lab.out() + lab.err()).isZero();
    assertThat(lab.out().replaceAll(" +", " "))
        .contains("println kept kept kept kept kept kept")
        .contains("hook kept kept LOST LOST kept kept")
        .contains("\nhook: ");
    assertThat(code.out()).contains("addShutdownHook").contains("public static void main");
    assertThat(wrong.code()).isNotZero();
    assertThat(wrong.err()).contains("hok").contains("hook");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "java.base@17.0.1 | has no jdk.jshell module: it is a runtime, not a JDK. Install the JDK (on Debian: openjdk-17-jdk-headless), or set JAVA_HOME to one.",
        "java.base@11.0.2 | is Java 11; a JDK 17 or newer is needed. Install one, or set JAVA_HOME to it.",
        "Unrecognized option: --list-modules | is older than Java 9; a JDK 17 or newer is needed. Install one, or set JAVA_HOME to it.",
      })
  void theLauncherRefusesAnUnfitJava(String answer, String why) throws Exception {
    Path java = Files.createDirectories(folder.resolve("jdk/bin")).resolve("java");
    Files.writeString(java, "#!/bin/sh\necho '" + answer + "'\n");
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));

    Shell run =
        Shell.culvert(folder, Map.of("JAVA_HOME", folder.resolve("jdk").toString()), "list");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).isEqualTo("culvert: " + java + " " + why + "\n");
  }

  @Test
  void theLauncherRefusesAJavaHomeWithoutJava() throws Exception {
    Shell run = Shell.culvert(folder, Map.of("JAVA_HOME", folder.toString()), "list");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .isEqualTo(
            "culvert: JAVA_HOME is "
                + folder
                + ", and there is no bin/java in it. Set it to a JDK 17 or newer.\n");
  }

  @Test
  void theLauncherIsFoundThroughALink() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("cv"), Shell.root().resolve("culvert"));

    Shell run = Shell.run(folder, Map.of(), List.of(link.toString(), "--version"));
    Files.delete(link);

    assertThat(run.out()).startsWith("Culvert ");
  }
}
