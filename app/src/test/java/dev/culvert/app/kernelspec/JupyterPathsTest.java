package dev.culvert.app.kernelspec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culvert.api.UserError;
import dev.culvert.testkit.Needs;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JupyterPathsTest {

  private static final Path HOME = Path.of("/home/ada");

  private static List<String> folders(String os, Map<String, String> env) {
    return new JupyterPaths(env, os, HOME).kernelFolders().stream().map(Path::toString).toList();
  }

  @Test
  void onLinuxTheUserComesBeforeTheSystem() {
    assertThat(folders("Linux", Map.of()))
        .containsExactly(
            "/home/ada/.local/share/jupyter/kernels",
            "/usr/local/share/jupyter/kernels",
            "/usr/share/jupyter/kernels");
  }

  @Test
  void inAVirtualEnvironmentItComesFirst() {
    assertThat(folders("Linux", Map.of("VIRTUAL_ENV", "/venv", "XDG_DATA_HOME", "/data")))
        .startsWith("/venv/share/jupyter/kernels", "/data/jupyter/kernels");
  }

  @Test
  void theWishForTheUserIsHeard() {
    assertThat(folders("Linux", Map.of("VIRTUAL_ENV", "/venv", "JUPYTER_PREFER_ENV_PATH", "0")))
        .startsWith("/home/ada/.local/share/jupyter/kernels", "/venv/share/jupyter/kernels");
  }

  @Test
  void jupyterPathComesBeforeAll() {
    assertThat(
            folders(
                "Linux",
                Map.of("JUPYTER_PATH", "/a" + File.pathSeparator + "/b", "JUPYTER_DATA_DIR", "/d")))
        .startsWith("/a/kernels", "/b/kernels", "/d/kernels");
  }

  @Test
  void onMacTheUsersFolderIsInTheLibrary() {
    assertThat(folders("Mac OS X", Map.of())).startsWith("/home/ada/Library/Jupyter/kernels");
  }

  @Test
  void condaIsAnEnvironmentToo() {
    assertThat(new JupyterPaths(Map.of("CONDA_PREFIX", "/conda"), "Linux", HOME).sysPrefix())
        .isEqualTo(Path.of("/conda"));
  }

  @Test
  void withoutAnyPythonSysPrefixSaysWhatToDo() {
    assertThatThrownBy(() -> new JupyterPaths(Map.of(), "Linux", HOME).sysPrefix())
        .isInstanceOf(UserError.class)
        .hasMessage(
            "--sys-prefix found no Python: VIRTUAL_ENV and CONDA_PREFIX are not set and there is no"
                + " python on the PATH. Activate the environment, or use --prefix DIR or --user.");
  }

  /** The oracle: Jupyter itself. */
  @Test
  void jupyterLooksInTheSameFolders() throws Exception {
    Path python = Needs.jupyterPython();
    Process process =
        new ProcessBuilder(
                python.toString(),
                "-c",
                "from jupyter_core.paths import jupyter_path; print(*jupyter_path('kernels'), sep='\\n')")
            .start();
    List<String> theirs =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .distinct()
            .toList();

    List<String> ours =
        JupyterPaths.ofThisMachine().kernelFolders().stream().map(Path::toString).toList();

    assertThat(ours).isEqualTo(theirs);
  }
}
