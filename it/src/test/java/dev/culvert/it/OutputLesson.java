package dev.culvert.it;

import dev.culvert.client.KernelClient;
import dev.culvert.client.KernelException;
import dev.culvert.testkit.Cell;
import dev.culvert.testkit.TestKernel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code examples/output.ipynb} run in one kernel: what each cell printed, late lines included.
 *
 * <p>The lesson asks its reader to wait for the late threads. Here the JVM that runs them is asked
 * from outside, so that no cell runs while they print.
 */
final class OutputLesson {

  /** The lesson's lines: where each comes from and which cell prints it. */
  static final Map<String, String> CELL_OF_LINE = lines();

  private static final Map<String, String> THREAD_OF_CELL =
      Map.of("late", "late", "kept", "late-kept", "latelog", "late-log");

  private final Map<String, Cell> cells = new LinkedHashMap<>();
  private final String kernelsOwnOutput;

  private OutputLesson(String kernelsOwnOutput, Map<String, Cell> cells) {
    this.kernelsOwnOutput = kernelsOwnOutput;
    this.cells.putAll(cells);
  }

  private static Map<String, String> lines() {
    Map<String, String> lines = new LinkedHashMap<>();
    lines.put("the cell's thread", "cell");
    lines.put("a late thread", "late");
    lines.put("a late thread that kept its stream", "kept");
    lines.put("an inheritIO child", "inherit");
    lines.put("a forked JVM", "fork");
    lines.put("FileDescriptor.out", "fd");
    lines.put("Logback", "log");
    lines.put("Logback in a late thread", "latelog");
    lines.put("a file that a late thread wrote", "readfile");
    lines.put("a pipe to a halted JVM", "pipe");
    return lines;
  }

  /** Runs every cell of the lesson. */
  static OutputLesson run(TestKernel kernel) throws Exception {
    Map<String, Cell> cells = new LinkedHashMap<>();
    for (Map.Entry<String, String> each : Examples.codeCells("output.ipynb").entrySet()) {
      Cell cell = kernel.execute(each.getValue());
      String status = cell.reply().text("status");
      if (!status.equals("ok")) {
        throw new AssertionError("cell " + each.getKey() + ": " + cell.reply().content());
      }
      cells.put(each.getKey(), cell);
      if (THREAD_OF_CELL.containsKey(each.getKey())) {
        awaitEndOfThread(kernel.client(), THREAD_OF_CELL.get(each.getKey()));
      }
    }
    return new OutputLesson(kernel.client().processStdout(), cells);
  }

  /** Looks into the kernel's JVMs until none has a thread of that name. */
  private static void awaitEndOfThread(KernelClient client, String thread) throws Exception {
    ProcessHandle kernel = ProcessHandle.of(client.pid()).orElseThrow();
    List<ProcessHandle> jvms =
        java.util.stream.Stream.concat(java.util.stream.Stream.of(kernel), kernel.descendants())
            .toList();
    for (ProcessHandle jvm : jvms) {
      while (threads(jvm.pid()).contains("\"" + thread + "\"")) {
        Thread.onSpinWait();
      }
    }
    if (!client.isAlive()) {
      throw new KernelException("the kernel died while thread " + thread + " ran");
    }
  }

  private static String threads(long pid) throws IOException, InterruptedException {
    String jcmd = IJava.java().replaceFirst("java$", "jcmd");
    Process process =
        new ProcessBuilder(jcmd, "" + pid, "Thread.print").redirectErrorStream(true).start();
    process.getOutputStream().close();
    String dump = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return dump;
  }

  /** What one cell printed so far. */
  String printedBy(String cell) {
    return cells.get(cell).written("stdout");
  }

  /** The cells, by id. */
  Map<String, Cell> cells() {
    return cells;
  }

  /** The cell in which a line is shown; null when it is shown in none. */
  String shownIn(String source) {
    return cells.entrySet().stream()
        .filter(cell -> cell.getValue().written("stdout").contains(text(source)))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(null);
  }

  /** Whether the line went to the kernel's own stdout, where no reader of the notebook sees it. */
  boolean inKernelsOwnOutput(String source) {
    return kernelsOwnOutput.contains(text(source));
  }

  private static String text(String source) {
    return "Hello from " + source + "\n";
  }
}
