package dev.culvert.worker;

import dev.culvert.api.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the front knows of the session, together with the values, which are here. */
final class WorkerSession implements Session {

  private final Worker worker;

  WorkerSession(Worker worker) {
    this.worker = worker;
  }

  private Object ask(String... words) {
    return worker.askSession(List.of(words)).readValue();
  }

  @Override
  public List<Declaration> declarations() {
    List<Declaration> declarations = new ArrayList<>();
    for (Object each : (List<?>) ask("declarations")) {
      Map<?, ?> map = (Map<?, ?>) each;
      Kind kind = Kind.valueOf((String) map.get("kind"));
      String name = (String) map.get("name");
      Object value = kind == Kind.VARIABLE ? value((String) map.get("holder"), name) : null;
      declarations.add(
          new Declaration(kind, name, (String) map.get("text"), (String) map.get("source"), value));
    }
    return declarations;
  }

  /** The type of that name: JShell keeps it in a class of its own. */
  Optional<Class<?>> type(String name) {
    for (Object each : (List<?>) ask("declarations")) {
      Map<?, ?> map = (Map<?, ?>) each;
      if (map.get("kind").equals(Kind.TYPE.name()) && map.get("name").equals(name)) {
        return Optional.of(type((String) map.get("holder"), name));
      }
    }
    return Optional.empty();
  }

  private Class<?> type(String holder, String name) {
    try {
      return worker
          .loader()
          .loadClass(holder + "$" + name); // forName would have the loader keep it
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("type " + name + " is not in " + holder, e);
    }
  }

  /** What a variable holds: JShell keeps it in a static field of a class of its own. */
  private Object value(String holder, String name) {
    try {
      return Class.forName(holder, true, worker.loader()).getField(name).get(null);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("variable " + name + " is not in " + holder, e);
    }
  }

  @Override
  public void importTypes(List<String> names) {
    List<String> words = new ArrayList<>(List.of("import"));
    words.addAll(names);
    ask(words.toArray(String[]::new));
  }

  @Override
  public List<Input> inputs(int session, int from, int to) {
    return toInputs(
        ask("range", Integer.toString(session), Integer.toString(from), Integer.toString(to)));
  }

  @Override
  public List<Input> lastInputs(int count) {
    return toInputs(ask("tail", Integer.toString(count)));
  }

  @Override
  public List<Input> inputsLike(String pattern, int count) {
    return toInputs(ask("search", pattern, Integer.toString(count)));
  }

  private static List<Input> toInputs(Object triples) {
    List<Input> inputs = new ArrayList<>();
    for (Object each : (List<?>) triples) {
      List<?> triple = (List<?>) each;
      inputs.add(
          new Input(
              ((Long) triple.get(0)).intValue(),
              ((Long) triple.get(1)).intValue(),
              (String) triple.get(2)));
    }
    return inputs;
  }

  @Override
  public void forgetAll(boolean restart) {
    ask(restart ? "restart" : "reset");
  }

  @Override
  public Optional<Duration> timeLimit() {
    return Optional.of(Duration.ofMillis((Long) ask("limit"))).filter(limit -> !limit.isZero());
  }

  @Override
  public void limitCells(Duration limit) {
    ask("limit-cells", millis(limit));
  }

  @Override
  public void limitCell(Duration limit) {
    ask("limit-cell", millis(limit));
  }

  private static String millis(Duration limit) {
    return Long.toString(limit == null ? 0 : Math.max(1, limit.toMillis()));
  }
}
