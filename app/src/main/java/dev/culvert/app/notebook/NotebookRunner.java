package dev.culvert.app.notebook;

import dev.culvert.client.CellHandler;
import dev.culvert.client.ExecuteOptions;
import dev.culvert.client.KernelClient;
import dev.culvert.client.KernelException;
import dev.culvert.protocol.Message;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs the code cells of a notebook in a kernel, in order, up to the first that fails.
 *
 * <p>Outputs go to the cell that caused them, also when they come while a later one runs. They are
 * put into the notebook at the end, when nothing more comes.
 */
final class NotebookRunner {

  private static final String MAY_FAIL = "raises-exception";

  /** Answers a kernel's questions. */
  interface Asker {
    String ask(String prompt, boolean password) throws IOException;
  }

  /**
   * Why a run stopped.
   *
   * @param cell the number of the cell among the code cells, from 1
   */
  record Failure(int cell, String ename, String message) {}

  private record Run(NotebookCell cell, Outputs.OfCell outputs) {}

  private final KernelClient kernel;
  private final Transcript transcript;
  private final Asker asker; // null when no one can be asked
  private final long lingerMillis;
  private final Outputs outputs = new Outputs();
  private final List<Run> runs = new ArrayList<>();

  NotebookRunner(KernelClient kernel, Transcript transcript, Asker asker, long lingerMillis) {
    this.kernel = kernel;
    this.transcript = transcript;
    this.asker = asker;
    this.lingerMillis = lingerMillis;
  }

  /** Runs the notebook; empty when every cell ended as it should. */
  Optional<Failure> run(NotebookFile notebook) throws InterruptedException {
    List<NotebookCell> cells = notebook.cells().stream().filter(NotebookCell::isCode).toList();
    cells.forEach(cell -> cell.setExecution(null, List.of()));
    Optional<Failure> failure = Optional.empty();
    for (int i = 0; i < cells.size() && failure.isEmpty(); i++) {
      if (!cells.get(i).source().isBlank()) {
        failure = run(cells.get(i), i + 1, cells.size());
      }
    }
    outputs.awaitQuiet(lingerMillis);
    transcript.end();
    return failure;
  }

  /** Puts into the notebook what came so far, also after the kernel's end. */
  void keepOutputs(NotebookFile notebook) {
    runs.forEach(run -> run.cell().setExecution(run.outputs().count(), run.outputs().toJson()));
    Message info = kernel.kernelInfo();
    Map<String, Object> language = NotebookCell.asMap(info.content().get("language_info"));
    notebook.describe(language, "Java (Culvert)");
  }

  private Optional<Failure> run(NotebookCell cell, int number, int total)
      throws InterruptedException {
    Run run = new Run(cell, outputs.newCell());
    runs.add(run);
    transcript.begin(cell, number, total);
    boolean mayFail = cell.hasTag(MAY_FAIL);
    ExecuteOptions options =
        ExecuteOptions.standard().withStdin(asker != null).withStopOnError(!mayFail);
    try {
      Message reply = kernel.execute(cell.source(), options, handler(run, number));
      return reply.text("status").equals("ok") || mayFail
          ? Optional.empty()
          : Optional.of(failure(number, reply));
    } catch (KernelException e) {
      run.outputs().add(asError(e));
      return Optional.of(new Failure(number, "KernelError", e.getMessage()));
    }
  }

  private static Failure failure(int number, Message reply) {
    return reply.text("ename").isEmpty()
        ? new Failure(number, "KernelError", "the cell ended as '" + reply.text("status") + "'")
        : new Failure(number, reply.text("ename"), reply.text("evalue"));
  }

  /** The cell whose kernel died shows why, in the file too. */
  private static Message asError(KernelException e) {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("ename", "KernelError");
    content.put("evalue", e.getMessage());
    content.put("traceback", List.of("KernelError: " + e.getMessage()));
    return Message.request("error", "run", content);
  }

  private CellHandler handler(Run run, int number) {
    return new CellHandler() {
      @Override
      public void message(Message message) {
        run.outputs().add(message);
        transcript.output(run.cell(), number, message);
      }

      @Override
      public String input(String prompt, boolean password) throws IOException {
        transcript.end();
        return asker.ask(prompt, password);
      }
    };
  }
}
