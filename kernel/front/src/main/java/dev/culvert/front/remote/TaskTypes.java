package dev.culvert.front.remote;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.objectweb.asm.Type;

/**
 * Which arguments of a call are tasks that somebody else may run: what must carry its cell.
 *
 * <p>Only calls into libraries count: what a cell gives to its own code is handed over when that
 * code gives it to a library.
 */
final class TaskTypes {

  /** A method of {@code dev.culvert.worker.Tasks}: takes and gives the argument's type. */
  record Carry(String method, String descriptor) {}

  private static final String CELLS = "REPL/"; // the package of all classes of cells
  private static final String FUNCTION = "Ljava/util/function/";
  private static final Set<String> ANYWHERE =
      Set.of(
          "Ljava/lang/Runnable;",
          "Ljava/util/concurrent/Callable;",
          "Ljava/util/concurrent/ForkJoinTask;",
          "Ljava/util/TimerTask;");
  private static final Set<String> OF_FUTURES =
      Set.of(
          FUNCTION + "Supplier;",
          FUNCTION + "Function;",
          FUNCTION + "BiFunction;",
          FUNCTION + "Consumer;",
          FUNCTION + "BiConsumer;");
  private static final Set<String> OF_STREAMS =
      Set.of(
          FUNCTION + "Consumer;",
          FUNCTION + "IntConsumer;",
          FUNCTION + "LongConsumer;",
          FUNCTION + "DoubleConsumer;",
          FUNCTION + "Function;",
          FUNCTION + "Predicate;");
  private static final Set<String> FUTURES =
      Set.of("java/util/concurrent/CompletableFuture", "java/util/concurrent/CompletionStage");
  private static final String COLLECTION = "Ljava/util/Collection;";
  private static final Set<String> WITH_COLLECTIONS = Set.of("invokeAll", "invokeAny");

  /**
   * What a class of a cell must extend or implement for its objects to be tasks, and their code.
   */
  private static final Map<String, String> METHOD_OF_TASK =
      Map.ofEntries(
          Map.entry("java/lang/Runnable", "run"),
          Map.entry("java/util/TimerTask", "run"),
          Map.entry("java/util/concurrent/Callable", "call"),
          Map.entry("java/util/concurrent/RecursiveTask", "compute"),
          Map.entry("java/util/concurrent/RecursiveAction", "compute"),
          Map.entry("java/util/concurrent/CountedCompleter", "compute"),
          Map.entry("java/util/function/Supplier", "get"),
          Map.entry("java/util/function/Function", "apply"),
          Map.entry("java/util/function/BiFunction", "apply"),
          Map.entry("java/util/function/Consumer", "accept"),
          Map.entry("java/util/function/BiConsumer", "accept"));

  private static final Set<String> METHODS_OF_TASKS = Set.copyOf(METHOD_OF_TASK.values());

  private TaskTypes() {}

  static boolean isTask(String type) {
    return METHOD_OF_TASK.containsKey(type);
  }

  static boolean isMethodOfTask(String name) {
    return METHODS_OF_TASKS.contains(name);
  }

  /** How an argument of a call is made to carry its cell; empty when it need not. */
  static Optional<Carry> carry(String owner, String name, Type argument) {
    if (owner.startsWith(CELLS)) {
      return Optional.empty();
    }
    String type = argument.getDescriptor();
    boolean futures = FUTURES.contains(owner) && OF_FUTURES.contains(type);
    if (ANYWHERE.contains(type) || futures) {
      return Optional.of(new Carry("carry", "(" + type + ")" + type));
    }
    if (type.equals(COLLECTION) && WITH_COLLECTIONS.contains(name)) {
      return Optional.of(new Carry("carry", "(" + type + ")" + type));
    }
    boolean streams = owner.startsWith("java/util/stream/") && OF_STREAMS.contains(type);
    return streams ? Optional.of(new Carry("inStream", "(" + type + ")" + type)) : Optional.empty();
  }
}
