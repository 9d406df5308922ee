package dev.culvert.front;

import dev.culvert.front.output.OutputOptions;
import dev.culvert.front.remote.WorkerConfig;
import java.io.IOException;
import java.net.URI;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a kernel is made of.
 *
 * @param worker how its workers are started
 * @param history the file that inputs are kept in; empty for none
 * @param output how much of a cell's output is shown
 * @param preview whether cells may use preview features from the start
 */
public record KernelConfig(
    WorkerConfig worker, Optional<Path> history, OutputOptions output, boolean preview) {

  private static final String PREVIEW = "CULVERT_PREVIEW";

  /** Small and quick to start; the heap grows as the JVM sees fit. */
  private static final List<String> DEFAULT_WORKER_OPTIONS =
      List.of("-Xlog:disable", "-XX:+UseSerialGC", "-XX:-UsePerfData");

  /**
   * The kernel that this class was loaded from: a folder with {@code user} (what cells see), {@code
   * private} (what magics see besides) and {@code cds} (class-data archives) beside {@code front}.
   * {@code CULVERT_WORKER_OPTIONS} in the environment, split at white space, adds JVM options;
   * {@code CULVERT_HISTORY} names another file for inputs, or says {@code off}; {@code
   * CULVERT_PREVIEW=on} allows preview features; for output see {@link OutputOptions#of}.
   */
  public static KernelConfig installed() throws IOException {
    Path home = Path.of(codeLocation()).getParent().getParent();
    String more = System.getenv("CULVERT_WORKER_OPTIONS");
    boolean none = more == null || more.isBlank();
    return new KernelConfig(
        workerOf(home, none ? List.of() : Arrays.asList(more.trim().split("\\s+"))),
        history(System.getenv()),
        OutputOptions.of(System.getenv()),
        "on".equals(System.getenv(PREVIEW)));
  }

  /**
   * The workers of the kernel in a folder.
   *
   * @param more options of their JVM
   */
  public static WorkerConfig workerOf(Path home, List<String> more) throws IOException {
    List<String> options = new ArrayList<>(DEFAULT_WORKER_OPTIONS);
    options.addAll(more);
    List<Path> isolated = jars(home.resolve("private"));
    return new WorkerConfig(
        Path.of(System.getProperty("java.home"), "bin", "java"),
        options,
        jars(home.resolve("user")),
        nativeCalls(isolated),
        isolated,
        home.resolve("cds").resolve("worker.jsa"));
  }

  private static Optional<Path> history(Map<String, String> environment) {
    String chosen = environment.getOrDefault("CULVERT_HISTORY", "");
    if (chosen.equals("off")) {
      return Optional.empty();
    }
    return Optional.of(chosen.isEmpty() ? HistoryFile.standard(environment) : Path.of(chosen));
  }

  private static List<Path> nativeCalls(List<Path> isolated) {
    List<Path> needed = new ArrayList<>();
    for (Path jar : isolated) {
      if (jar.getFileName().toString().startsWith("jna")) {
        needed.add(jar);
      }
    }
    return needed;
  }

  private static String codeLocation() {
    return URI.create(
            KernelConfig.class.getProtectionDomain().getCodeSource().getLocation().toString())
        .getPath();
  }

  private static List<Path> jars(Path folder) throws IOException {
    String[] names = folder.toFile().list((in, name) -> name.endsWith(".jar"));
    if (names == null) {
      throw new NoSuchFileException(folder.toString());
    }
    Arrays.sort(names); // one order everywhere: an archive is valid for one class path only
    List<Path> jars = new ArrayList<>();
    for (String name : names) {
      jars.add(folder.resolve(name));
    }
    return jars;
  }
}
