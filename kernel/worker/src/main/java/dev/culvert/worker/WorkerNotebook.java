package dev.culvert.worker;

import dev.culvert.api.Cell;
import dev.culvert.api.Notebook;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The notebook as one call sees it.
 *
 * <p>For a magic it is fixed to the calling cell. The one behind {@code Culvert.display} has no
 * cell of its own and asks the thread.
 */
final class WorkerNotebook implements Notebook {

  private final Worker worker;
  private final CellRun fixed; // null: the cell of the calling thread
  private final Map<String, Variable> variables;

  WorkerNotebook(Worker worker, CellRun fixed, Map<String, Variable> variables) {
    this.worker = worker;
    this.fixed = fixed;
    this.variables = variables;
  }

  @Override
  public Cell cell() {
    return fixed == null ? worker.currentCell() : fixed;
  }

  @Override
  public void display(Object value) {
    worker.display(value);
  }

  @Override
  public String input(String prompt) {
    return worker.ask(prompt, false);
  }

  @Override
  public char[] password(String prompt) {
    return worker.ask(prompt, true).toCharArray();
  }

  @Override
  public Optional<Variable> variable(String name) {
    return Optional.ofNullable(variables.get(name));
  }

  @Override
  public void addToClassPath(List<Path> entries) {
    worker.addToClassPath(entries);
  }
}
