package dev.culvert.worker;

import dev.culvert.api.Activity;
import dev.culvert.api.Comms;
import dev.culvert.api.MimeBundle;
import dev.culvert.api.Notebook;
import dev.culvert.api.Outputs;
import dev.culvert.api.Session;
import dev.culvert.api.Surroundings;
import dev.culvert.worker.wire.Shown;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

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
  public CellRun cell() {
    return fixed == null ? worker.currentCell() : fixed;
  }

  @Override
  public void display(Object value) {
    worker.show(Shown.Action.SHOW, "", value);
  }

  @Override
  public void display(Object value, String id) {
    CellRun cell = cell();
    if (cell != null) {
      cell.showed(id);
    }
    worker.show(Shown.Action.SHOW, id, value);
  }

  @Override
  public void update(Object value, String id) {
    worker.show(Shown.Action.UPDATE, id, value);
  }

  @Override
  public void clearOutput(boolean wait) {
    worker.clear(wait);
  }

  @Override
  public void page(MimeBundle text) {
    worker.payload(cell(), text.data(), null, false);
  }

  @Override
  public void nextInput(String code, boolean replace) {
    worker.payload(cell(), null, code, replace);
  }

  @Override
  public Comms comms() {
    return worker.comms();
  }

  @Override
  public Activity activity() {
    return worker.activity();
  }

  @Override
  public Outputs outputs() {
    return worker.outputs();
  }

  @Override
  public <T> void addRenderer(Class<T> type, Function<? super T, MimeBundle> show) {
    worker.rendering().add(type, show);
  }

  @Override
  public void loadMagics() {
    worker.magics().load();
  }

  @Override
  public Optional<Class<?>> declaredType(String name) {
    return new WorkerSession(worker).type(name);
  }

  @Override
  public Session session() {
    return new WorkerSession(worker);
  }

  @Override
  public Surroundings surroundings() {
    return worker.surroundings();
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
  public OptionalInt cellOf(StackTraceElement frame) {
    CellRun brought = worker.loader().cellOf(frame.getClassName());
    return brought == null ? OptionalInt.empty() : OptionalInt.of(brought.number());
  }

  @Override
  public ClassLoader classLoader() {
    return worker.loader();
  }

  @Override
  public void addToClassPath(List<Path> entries) {
    worker.addToClassPath(entries);
  }
}
