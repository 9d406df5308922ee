package dev.culvert.app.kernelspec;

import dev.culvert.api.UserError;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where Jupyter looks for kernelspecs.
 *
 * @param env the environment
 * @param os {@code os.name}
 * @param home the user's folder
 */
record JupyterPaths(Map<String, String> env, String os, Path home) {

  static JupyterPaths ofThisMachine() {
    return new JupyterPaths(
        System.getenv(), System.getProperty("os.name"), Path.of(System.getProperty("user.home")));
  }

  /** The kernelspec folders, the one that wins first. */
  List<Path> kernelFolders() {
    LinkedHashSet<Path> data = new LinkedHashSet<>();
    Stream.of(env.getOrDefault("JUPYTER_PATH", "").split(File.pathSeparator))
        .filter(entry -> !entry.isBlank())
        .map(Path::of)
        .forEach(data::add);
    List<Path> environment = environmentPrefix().map(JupyterPaths::shareOf).stream().toList();
    if (prefersEnvironment()) {
      data.addAll(environment);
      data.add(userData());
    } else {
      data.add(userData());
      data.addAll(environment);
    }
    data.addAll(systemData());
    return data.stream().map(folder -> folder.resolve("kernels")).toList();
  }

  /** As jupyter_core decides it: an explicit wish, else whether this is a virtual environment. */
  private boolean prefersEnvironment() {
    String wish = env.get("JUPYTER_PREFER_ENV_PATH");
    if (wish != null) {
      return !List.of("no", "n", "false", "off", "0", "0.0")
          .contains(wish.toLowerCase(Locale.ROOT));
    }
    return env.containsKey("VIRTUAL_ENV")
        || (env.containsKey("CONDA_PREFIX")
            && !"base".equals(env.getOrDefault("CONDA_DEFAULT_ENV", "base")))
        || jupyterOnPath().map(JupyterPaths::isVirtual).orElse(false);
  }

  private static boolean isVirtual(Path jupyter) {
    return Files.isRegularFile(prefixOf(jupyter).resolve("pyvenv.cfg"));
  }

  /** The user's data folder. */
  Path userData() {
    String named = env.get("JUPYTER_DATA_DIR");
    if (named != null && !named.isBlank()) {
      return Path.of(named);
    }
    if (isWindows()) {
      String appData = env.get("APPDATA");
      return appData == null ? home.resolve(".jupyter/data") : Path.of(appData, "jupyter");
    } else if (isMac()) {
      return home.resolve("Library/Jupyter");
    }
    String xdg = env.get("XDG_DATA_HOME");
    Path share = xdg == null || xdg.isBlank() ? home.resolve(".local/share") : Path.of(xdg);
    return share.resolve("jupyter");
  }

  private List<Path> systemData() {
    if (isWindows()) {
      String programData = env.get("PROGRAMDATA");
      return programData == null ? List.of() : List.of(Path.of(programData, "jupyter"));
    }
    return List.of(Path.of("/usr/local/share/jupyter"), Path.of("/usr/share/jupyter"));
  }

  /** The data folder below a prefix. */
  static Path shareOf(Path prefix) {
    return prefix.resolve("share").resolve("jupyter");
  }

  /** The prefix of the Python environment in use, without starting a Python. */
  private Optional<Path> environmentPrefix() {
    for (String variable : List.of("VIRTUAL_ENV", "CONDA_PREFIX")) {
      String prefix = env.get(variable);
      if (prefix != null && !prefix.isBlank()) {
        return Optional.of(Path.of(prefix));
      }
    }
    return jupyterOnPath().map(JupyterPaths::prefixOf);
  }

  private static Path prefixOf(Path jupyter) {
    Path folder = jupyter.toAbsolutePath().getParent();
    return folder.getParent() == null ? folder : folder.getParent();
  }

  /** The prefix for {@code --sys-prefix}: the active environment's, else Python's own. */
  Path sysPrefix() {
    for (String variable : List.of("VIRTUAL_ENV", "CONDA_PREFIX")) {
      String prefix = env.get(variable);
      if (prefix != null && !prefix.isBlank()) {
        return Path.of(prefix);
      }
    }
    for (String python : List.of("python3", "python")) {
      Optional<Path> found = onPath(python);
      if (found.isPresent()) {
        return prefixOfPython(found.get());
      }
    }
    throw new UserError(
        "NoPython",
        "--sys-prefix found no Python: VIRTUAL_ENV and CONDA_PREFIX are not set and there is no"
            + " python on the PATH. Activate the environment, or use --prefix DIR or --user.");
  }

  private static Path prefixOfPython(Path python) {
    try {
      Process process =
          new ProcessBuilder(python.toString(), "-c", "import sys; print(sys.prefix)")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String prefix =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (process.waitFor() == 0 && !prefix.isEmpty()) {
        return Path.of(prefix);
      }
      throw new UserError(
          "NoPython", python + " did not tell its prefix. Use --prefix DIR or --user.");
    } catch (IOException e) {
      throw new UserError(
          "NoPython", python + " cannot be run: " + e.getMessage() + ". Use --prefix DIR.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UserError("Interrupted", "interrupted", e);
    }
  }

  /** The jupyter command of the PATH. */
  Optional<Path> jupyterOnPath() {
    return onPath("jupyter");
  }

  private Optional<Path> onPath(String program) {
    List<String> names = new ArrayList<>(List.of(program));
    if (isWindows()) {
      names.add(0, program + ".exe");
    }
    return Stream.of(env.getOrDefault("PATH", "").split(File.pathSeparator))
        .filter(folder -> !folder.isBlank())
        .flatMap(folder -> names.stream().map(name -> Path.of(folder, name)))
        .filter(Files::isRegularFile)
        .filter(Files::isExecutable)
        .findFirst();
  }

  private boolean isWindows() {
    return os.startsWith("Windows");
  }

  private boolean isMac() {
    return os.startsWith("Mac");
  }
}
