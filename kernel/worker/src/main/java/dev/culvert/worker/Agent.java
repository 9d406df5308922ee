package dev.culvert.worker;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;

/**
 * What the bytecode of cells calls: the front compiles and weaves calls to these methods.
 *
 * <p>Public because cells must reach it; not meant for people. The methods find their worker
 * through the calling thread's cell, or, on threads that have none, through the one worker of this
 * process. A JVM that a cell forked runs the same bytecode and has no worker: there each method
 * does what the cell says.
 */
public final class Agent {

  private static volatile Worker worker; // null in a forked JVM

  /** Whether any cell is being stopped: the one volatile read that a loop of a cell pays. */
  private static volatile boolean stopping;

  private Agent() {}

  static void bind(Worker running) {
    worker = running;
  }

  /** The cell that the calling thread works for; null before the first. */
  static CellRun cell() {
    return worker == null ? null : worker.currentCell();
  }

  static boolean isCellThread() {
    return worker != null && worker.isCellThread();
  }

  static void setStopping(boolean value) {
    stopping = value;
  }

  /** The cell's last expression. */
  public static void result(Object value) {
    worker.currentCell().setResult(value);
  }

  /** An expression whose value nobody asked for. */
  public static void ignore(Object value) {}

  /** Woven into loops and method entries of cells. */
  public static void check() {
    if (stopping) {
      checkCell();
    }
  }

  private static void checkCell() {
    CellRun cell = worker.currentCell();
    if (cell != null && cell.isStopped()) {
      throw new CellStopped();
    }
  }

  /** Stands where a cell says {@code System.exit}. */
  public static void exit(int code) {
    exit(Runtime.getRuntime(), code);
  }

  /** Stands where a cell says {@code runtime.exit}. */
  public static void exit(Runtime runtime, int code) {
    if (worker == null) {
      runtime.exit(code);
    }
    throw new CellExit(code);
  }

  /** Stands where a cell says {@code System.console}. */
  public static CellConsole console() {
    return new CellConsole(worker);
  }

  /**
   * Calls a magic of this cell.
   *
   * @param index its place in the cell
   * @param values values of the expressions in its options
   * @param names names of the notebook's variables that its text mentions
   * @param variables what these hold
   */
  public static Object magic(int index, Object[] values, String[] names, Object[] variables)
      throws Exception {
    return worker.magics().run(worker.currentCell(), index, values, names, variables);
  }

  /** Begins a magic that holds for the rest of this cell; parameters as of {@link #magic}. */
  public static void enter(int index, Object[] values, String[] names, Object[] variables)
      throws Exception {
    worker.magics().enter(worker.currentCell(), index, values, names, variables);
  }

  /** Ends what {@link #enter} began last. */
  public static void leave() {
    worker.magics().leave(worker.currentCell());
  }

  /** Ends what {@link #enter} began last, and gives the value that it has. */
  public static Object take() {
    return worker.magics().take(worker.currentCell());
  }

  /** The code that a magic takes; an expression has a value. */
  public static Callable<Object> code(Callable<Object> expression) {
    return expression;
  }

  /** Likewise; statements have none. */
  public static Callable<Object> code(Statements statements) {
    return () -> {
      statements.run();
      return null;
    };
  }

  /** What {@link Runnable} cannot be, because it throws nothing. */
  public interface Statements {
    void run() throws Exception;
  }

  /** Prints a help text in this cell. */
  public static void help(String text) {
    System.out.println(text);
  }

  /** Stands where a cell says {@code builder.start()}. */
  public static Process start(ProcessBuilder builder) throws java.io.IOException {
    return worker == null ? builder.start() : worker.children().start(builder);
  }

  /** Stands where a cell says {@code System.getenv}. */
  public static String getenv(String name) {
    return worker == null
        ? System.getenv(name)
        : worker.surroundings().environment().get(Objects.requireNonNull(name));
  }

  /** Likewise, for all of them. */
  public static Map<String, String> getenv() {
    return worker == null ? System.getenv() : worker.surroundings().environment();
  }

  /** Runs a shell command in this cell, as {@code !command}; parameters as of {@link #magic}. */
  public static void shell(int index, String[] names, Object[] variables) throws Exception {
    worker.magics().shell(worker.currentCell(), index, names, variables).run();
  }

  /** The lines that a shell command prints, as {@code var lines = !command}. */
  public static List<String> lines(int index, String[] names, Object[] variables) throws Exception {
    return worker.magics().shell(worker.currentCell(), index, names, variables).lines();
  }
}
