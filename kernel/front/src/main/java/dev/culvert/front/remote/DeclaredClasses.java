package dev.culvert.front.remote;

import dev.culvert.worker.wire.SnippetNames;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The bytes of the classes that JShell made for declarations, as the worker runs them: what a new
 * worker is given, and what other code is compiled against. Guarded by the engine's lock.
 *
 * <p>Invariant: of each declaration the newest is here, and no other. JShell numbers declarations,
 * and puts letters behind the number when one is replaced. After a {@link #revive} older ones are
 * here, too, until their declaration comes again.
 */
public final class DeclaredClasses {

  private static final int MAJOR_VERSION = 6; // its place in a class file

  private final Map<String, byte[]> byName = new LinkedHashMap<>();
  private final Map<String, byte[]> past = new LinkedHashMap<>(); // replaced ones, by name
  private final Map<String, Ties.Shape> shapes = new HashMap<>(); // by name, once asked for
  private int version;

  /**
   * What a declaration replaces.
   *
   * @param gone names of classes
   * @param holder the one of them that holds a variable's value which the declaration can take
   *     over, for it has the same type; empty for none
   * @param variable the name of that variable
   */
  record Replaced(List<String> gone, String holder, String variable) {

    static final Replaced NOTHING = new Replaced(List.of(), "", "");

    boolean isCarriedOver() {
      return !holder.isEmpty();
    }
  }

  /** Adds a declaration, in the place of the one it replaces. */
  Replaced add(ClassGroup group) {
    List<String> gone = new ArrayList<>();
    List<String> holders = new ArrayList<>(); // more than one after a revive: none of them, then
    Optional<VariableClass> variable = VariableClass.of(group);
    String declaration = SnippetNames.declaration(group.wrapper());
    for (String name : List.copyOf(byName.keySet())) {
      String wrapper = SnippetNames.wrapper(name);
      if (!wrapper.equals(group.wrapper())
          && SnippetNames.declaration(wrapper).equals(declaration)) {
        byte[] bytes = byName.remove(name);
        past.put(name, bytes);
        shapes.remove(name);
        gone.add(name);
        if (wrapper.equals(name) && variable.isPresent()) {
          VariableClass.of(bytes)
              .filter(variable.get()::isOfSameType)
              .ifPresent(v -> holders.add(name));
        }
      }
    }
    group.classes().keySet().forEach(past::remove);
    byName.putAll(group.classes());
    version++;
    return holders.size() == 1
        ? new Replaced(gone, holders.get(0), variable.get().name())
        : new Replaced(gone, "", "");
  }

  /** The classes with a wrapper, as they are now. */
  ClassGroup group(String wrapper) {
    Map<String, byte[]> classes = new LinkedHashMap<>(byName);
    classes.keySet().removeIf(name -> !SnippetNames.wrapper(name).equals(wrapper));
    return new ClassGroup(wrapper, classes);
  }

  /**
   * Whether a class is the same as it was, but for its mark of preview features (the minor version,
   * in the second four bytes of a class file; JVMS 4.1).
   */
  boolean isAsBefore(String className, byte[] classFile) {
    byte[] before = byName.get(className);
    return before != null
        && Arrays.equals(
            before, MAJOR_VERSION, before.length, classFile, MAJOR_VERSION, classFile.length);
  }

  /**
   * Whether classes may get other code in place of what they have. Not where they named classes
   * that are gone: those would stay, with the values they hold. And code that an initializer gave
   * away, to a thread, a pool or another variable, is to go on as it was written.
   */
  boolean mayRedefine(ClassGroup changed) {
    ClassGroup before = group(changed.wrapper());
    Map<String, byte[]> classes = new LinkedHashMap<>(before.classes());
    classes.putAll(changed.classes());
    ClassGroup after = new ClassGroup(changed.wrapper(), classes);
    Optional<VariableClass> variable = VariableClass.of(after);
    Ties tied = tiesOf(before);
    return classes.size() == before.classes().size()
        && (variable.isEmpty() || (!variable.get().hasLambdas() && classes.size() == 1))
        && byName.keySet().containsAll(tied.needs())
        && (!tied.detachable() || tiesOf(after).detachable());
  }

  /** Puts other code in the place of what classes had. */
  void redefine(Map<String, byte[]> classes) {
    byName.putAll(classes);
    shapes.keySet().removeAll(classes.keySet());
    version++;
  }

  /**
   * Takes back what was replaced: JShell believes that a worker keeps every class it was ever
   * given, and after a snippet is dropped it begins to use their names again.
   *
   * @return the classes that are here again
   */
  Map<String, byte[]> revive() {
    Map<String, byte[]> revived = new LinkedHashMap<>(past);
    byName.putAll(revived);
    past.clear();
    version++;
    return revived;
  }

  /** What code of other cells needs of declared ones, and may do without. */
  Ties tiesOf(ClassGroup group) {
    return Ties.of(group, this::shapeOf);
  }

  private Ties.Shape shapeOf(String internalName) {
    String name = internalName.replace('/', '.');
    byte[] bytes = byName.get(name);
    return bytes == null ? null : shapes.computeIfAbsent(name, key -> Ties.Shape.of(bytes));
  }

  /** By name, in the order in which they were declared; a view. */
  public Map<String, byte[]> byName() {
    return Collections.unmodifiableMap(byName);
  }

  /** Another one after each change. */
  public int version() {
    return version;
  }
}
