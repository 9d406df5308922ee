package dev.culvert.app;

import dev.culvert.client.ExecuteOptions;
import dev.culvert.client.KernelClient;
import dev.culvert.client.KernelException;
import dev.culvert.client.KernelSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * Class-data archives of a kernel's two JVMs: classes as the JVM holds them in memory, so that a
 * start maps them in place of parsing them.
 *
 * <p>Made by running the kernel once where it lies, since an archive holds for one JDK and one
 * class path. They are a matter of speed alone: without them, or with stale ones, a kernel starts
 * slower and is otherwise the same.
 */
public final class ClassDataArchives {

  /** What a first notebook does, so that its classes are in the archives. */
  private static final List<String> TYPICAL =
      List.of(
          "1 + 1",
          "int x = 5; String f(int a) { return \"f\" + a; } class P { int v = 3; }"
              + " record R(int a) {} for (int i = 0; i < 3; i++) System.out.println(f(x));"
              + " List.of(1).stream().map(i -> i + 1).toList()",
          "new double[] {1.5, 1e-9}",
          "import org.dflib.*; DataFrame.byColumn(\"a\", \"b\", \"c\")"
              + ".of(Series.ofInt(1, 2), Series.ofDouble(1.5, 2), Series.of(\"x\", null))",
          "display(\"text\"); System.err.println(\"text\"); int y = \"no\";",
          "throw new IllegalStateException(\"shown\");");

  /**
   * Both JVMs write their archive when they end, which takes seconds, and more when all is busy.
   */
  private static final Duration WRITING = Duration.ofMinutes(2);

  private ClassDataArchives() {}

  /** Whether a kernel's folder holds them. */
  public static boolean exist(Path kernelFolder) {
    return Files.exists(front(kernelFolder)) && Files.exists(worker(kernelFolder));
  }

  private static Path front(Path kernelFolder) {
    return kernelFolder.resolve("cds").resolve("front.jsa");
  }

  private static Path worker(Path kernelFolder) {
    return kernelFolder.resolve("cds").resolve("worker.jsa");
  }

  /**
   * Makes the archives of the kernel in a folder; those that are there are replaced.
   *
   * @throws KernelException when the kernel does not run
   */
  public static void make(Path kernelFolder, KernelCommand command)
      throws KernelException, InterruptedException {
    Path front = front(kernelFolder);
    Path worker = worker(kernelFolder);
    Path newFront = front.resolveSibling("front.new");
    Path newWorker = worker.resolveSibling("worker.new");
    try {
      Files.createDirectories(front.getParent());
      Files.deleteIfExists(front);
      Files.deleteIfExists(worker);
      try {
        OldClasses.renew(kernelFolder.resolve("front"));
        runOnce(command.archiving(kernelFolder, newFront, newWorker));
        moveIfMade(newFront, front);
        moveIfMade(newWorker, worker);
      } finally {
        tidy(front.getParent());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the archives cannot be written: " + e.getMessage(), e);
    }
  }

  private static void runOnce(KernelSpec spec) throws KernelException, InterruptedException {
    try (KernelClient kernel = KernelClient.of(spec).closeWithin(WRITING).start()) {
      for (String cell : TYPICAL) {
        kernel.execute(cell, ExecuteOptions.standard(), shown -> {});
      }
    }
  }

  /** Leaves nothing half-made behind. */
  private static void tidy(Path folder) throws IOException {
    try (DirectoryStream<Path> unfinished = Files.newDirectoryStream(folder, "*.new*")) {
      for (Path file : unfinished) {
        Files.delete(file);
      }
    }
    try (Stream<Path> rest = Files.list(folder)) {
      if (rest.findAny().isPresent()) {
        return;
      }
    }
    Files.delete(folder);
  }

  private static void moveIfMade(Path made, Path archive) throws IOException {
    if (Files.exists(made)) {
      Files.move(made, archive, StandardCopyOption.ATOMIC_MOVE);
    }
  }
}
