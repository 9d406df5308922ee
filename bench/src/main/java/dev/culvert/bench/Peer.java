package dev.culvert.bench;

import dev.culvert.app.Distribution;
import dev.culvert.app.KernelCommand;
import dev.culvert.client.KernelException;
import dev.culvert.client.KernelSpec;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A kernel that is measured.
 *
 * @param java whether its cells are Java; else they are Python
 */
record Peer(String name, KernelSpec spec, boolean java) {

  /** Culvert, and the peers that are on this machine. */
  static List<Peer> found() {
    List<Peer> peers = new ArrayList<>();
    peers.add(
        new Peer("Culvert", KernelCommand.onThisJava().spec(Distribution.here().kernel()), true));
    Optional<Path> python = python();
    python.ifPresent(
        path ->
            peers.add(
                new Peer(
                    "ipykernel",
                    KernelSpec.ofArgv(
                        List.of(
                            path.toString(),
                            "-Xfrozen_modules=off",
                            "-m",
                            "ipykernel_launcher",
                            "-f",
                            "{connection_file}")),
                    false)));
    python.flatMap(Peer::jjava).ifPresent(peers::add);
    return peers;
  }

  /** The Python that has Jupyter. */
  static Optional<Path> python() {
    return onPath("jupyter").map(jupyter -> jupyter.resolveSibling("python3"));
  }

  /** JJava as pip installs it: a kernelspec in the environment of that Python. */
  private static Optional<Peer> jjava(Path python) {
    Path folder = python.getParent().resolveSibling("share/jupyter/kernels/java");
    if (!Files.exists(folder.resolve("kernel.json"))) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Peer("JJava", KernelSpec.read(folder), true));
    } catch (KernelException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  private static Optional<Path> onPath(String program) {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  String code(String javaCode, String pythonCode) {
    return java ? javaCode : pythonCode;
  }
}
