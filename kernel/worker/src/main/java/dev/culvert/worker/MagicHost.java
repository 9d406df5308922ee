package dev.culvert.worker;

import dev.culvert.api.CommandModel;
import dev.culvert.api.FetchesDocumentation;
import dev.culvert.api.Magic;
import dev.culvert.api.MagicCall;
import dev.culvert.api.Notebook.Variable;
import dev.culvert.api.Scoped;
import dev.culvert.api.ScopedValue;
import dev.culvert.api.Suggestions;
import dev.culvert.api.UserError;
import dev.culvert.worker.wire.Begin;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The magics of this worker, found when the first one is called for.
 *
 * <p>Owner threads: calls come on the cell thread, models on any; the map of magics is filled once
 * under this object's lock.
 */
final class MagicHost {

  /** Made when the first magic asks: a pattern costs a start some milliseconds. */
  private static final class Expression {

    /** {@code {expression}} or {@code name={expression}}, as the front writes it. */
    static final Pattern ONE = Pattern.compile("(?:[^=\0]+=)?\0(\\d+)\0");
  }

  private final Worker worker;
  private final ClassLoader loader;
  private Map<String, Magic> magics; // null until first needed; guarded by this

  MagicHost(Worker worker, ClassLoader loader) {
    this.worker = worker;
    this.loader = loader;
  }

  private synchronized Map<String, Magic> magics() {
    if (magics == null) {
      Map<String, Magic> found = new LinkedHashMap<>();
      Iterator<Magic> services = ServiceLoader.load(Magic.class, loader).iterator();
      while (services.hasNext()) {
        Magic magic = services.next();
        found.put(magic.name(), magic);
      }
      magics = found;
    }
    return magics;
  }

  /** Makes the magics, if that was not done. */
  void load() {
    magics();
  }

  Set<String> names() {
    return magics().keySet();
  }

  CommandModel model(String name) {
    return magic(name).model();
  }

  Suggestions suggest(String name, String text, int cursor, boolean cell) {
    return magic(name).suggest(text, cursor, cell);
  }

  /** Whether the documentation of a jar could be put beside it. */
  boolean fetchDocumentation(Path jar) {
    return magics().values().stream()
        .anyMatch(
            magic -> magic instanceof FetchesDocumentation able && able.fetchDocumentation(jar));
  }

  Object run(CellRun cell, int index, Object[] values, String[] names, Object[] variables)
      throws Exception {
    Begin.Magic call = cell.magic(index);
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader); // libraries behind magics look for their services there
    try {
      return magic(call.name()).run(toCall(cell, call, values, names, variables));
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  void enter(CellRun cell, int index, Object[] values, String[] names, Object[] variables)
      throws Exception {
    Begin.Magic call = cell.magic(index);
    if (!(magic(call.name()) instanceof Scoped scoped)) {
      throw UserError.usage(
          "%%" + call.name() + " takes no cell of Java. Use %" + call.name() + " on a line.");
    }
    scoped.enter(toCall(cell, call, values, names, variables));
    cell.scopes().push(scoped);
  }

  /** Leaves what the cell entered, newest first; every one is left, whatever another throws. */
  void leaveAll(CellRun cell) {
    while (!cell.scopes().isEmpty()) {
      leave(cell);
    }
  }

  /** Leaves what the cell entered last, for the value that it has. */
  Object take(CellRun cell) {
    return ((ScopedValue) cell.scopes().pop()).take();
  }

  /** Leaves what the cell entered last. */
  void leave(CellRun cell) {
    try {
      cell.scopes().pop().leave();
    } catch (RuntimeException e) {
      System.getLogger(MagicHost.class.getName())
          .log(System.Logger.Level.WARNING, "leaving a magic of cell " + cell.number(), e);
    }
  }

  private Magic magic(String name) {
    Magic magic = magics().get(name);
    if (magic == null) {
      throw new IllegalStateException("the front knows a magic that the worker does not: " + name);
    }
    return magic;
  }

  private MagicCall toCall(
      CellRun cell, Begin.Magic call, Object[] values, String[] names, Object[] held) {
    List<String> args = new ArrayList<>();
    List<Object> given = new ArrayList<>();
    for (String arg : call.args()) {
      args.add(fillIn(arg, values));
      given.add(value(arg, values));
    }
    return new MagicCall(args, given, call.line(), call.body(), notebook(cell, names, held));
  }

  private WorkerNotebook notebook(CellRun cell, String[] names, Object[] held) {
    Map<String, Variable> variables = new LinkedHashMap<>();
    for (int i = 0; i < names.length; i++) {
      variables.put(names[i], new Variable(names[i], held[i]));
    }
    return new WorkerNotebook(worker, cell, Collections.unmodifiableMap(variables));
  }

  /** The value of the one expression that a word, or what stands behind its =, consists of. */
  private static Object value(String arg, Object[] values) {
    Matcher expression = Expression.ONE.matcher(arg);
    return expression.matches() ? values[Integer.parseInt(expression.group(1))] : null;
  }

  /** Puts the values of expressions where {@code \0n\0} stands. */
  private static String fillIn(String arg, Object[] values) {
    if (arg.indexOf('\0') < 0) {
      return arg;
    }
    StringBuilder filled = new StringBuilder();
    String[] parts = arg.split("\0", -1); // text, index, text, index, ..., text
    for (int i = 0; i < parts.length; i++) {
      filled.append(i % 2 == 0 ? parts[i] : String.valueOf(values[Integer.parseInt(parts[i])]));
    }
    return filled.toString();
  }

  /** What {@code !command} runs; parameters as of {@link Agent#magic}. */
  ShellCommand shell(CellRun cell, int index, String[] names, Object[] variables) {
    return new ShellCommand(
        worker.children(), cell, cell.magic(index).line(), notebook(cell, names, variables));
  }

  /** Closes the magics that were ever used. */
  synchronized void close() {
    Collection<Magic> used = magics == null ? List.of() : magics.values();
    for (Magic magic : used) {
      try {
        magic.close();
      } catch (RuntimeException e) {
        System.getLogger(MagicHost.class.getName())
            .log(System.Logger.Level.WARNING, "closing %" + magic.name(), e);
      }
    }
  }
}
