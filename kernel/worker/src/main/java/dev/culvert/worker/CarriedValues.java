package dev.culvert.worker;

import java.lang.reflect.Field;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Values of variables whose classes were replaced because something that they name was: they go
 * over to the new classes before any code runs.
 *
 * <p>Filled by the wire's reader, for whom it is too early: a class may name one that is still to
 * come, or be replaced once more. Carried over by the cell thread. Invariant: every class that
 * waits for a value is still there; its end takes it off the list.
 */
final class CarriedValues {

  private final SnippetLoader loader;
  private final Map<String, Field> waiting = new HashMap<>(); // by new class; guarded by this

  CarriedValues(SnippetLoader loader) {
    this.loader = loader;
  }

  /**
   * Remembers a variable; before its class is forgotten.
   *
   * @param from the class that holds its value
   * @param to the one that is to hold it; the variable has the same type there
   */
  synchronized void add(String from, String to, String variable) {
    Field holder = waiting.remove(from); // replaced before any code ran
    Class<?> loaded = loader.loaded(from);
    if (holder == null && loaded != null) { // not loaded: its initializer never ran
      holder = fieldOf(loaded, variable);
    }
    if (holder != null) {
      waiting.put(to, holder);
    }
  }

  /** Classes are gone: what was to go over to them goes nowhere. After {@link #add}. */
  synchronized void forget(List<String> classNames) {
    waiting.keySet().removeAll(classNames);
  }

  /** Carries over what waits; before any code of a cell runs. */
  synchronized void carryOver() throws ReflectiveOperationException {
    Map<String, Field> taken = Map.copyOf(waiting);
    waiting.clear(); // what fails now would fail in each later cell, too
    for (Map.Entry<String, Field> each : taken.entrySet()) {
      Field holder = each.getValue();
      Field successor = fieldOf(loader.loadClass(each.getKey()), holder.getName());
      successor.set(null, holder.get(null));
    }
  }

  private static Field fieldOf(Class<?> type, String variable) {
    try {
      return type.getField(variable);
    } catch (NoSuchFieldException e) {
      throw new IllegalStateException(type.getName() + " is of no variable " + variable, e);
    }
  }
}
