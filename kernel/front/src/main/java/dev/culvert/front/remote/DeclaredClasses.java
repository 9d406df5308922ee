package dev.culvert.front.remote;

import dev.culvert.worker.wire.SnippetNames;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The bytes of the classes that JShell made for declarations, as the worker runs them: what a new
 * worker is given, and what other code is compiled against. Guarded by the engine's lock.
 *
 * <p>Invariant: of each declaration the newest is here, and no other. JShell numbers declarations,
 * and puts letters behind the number when one is replaced. After a {@link #revive} older ones are
 * here, too, until their declaration comes again.
 */
public final class DeclaredClasses {

  private final Map<String, byte[]> byName = new LinkedHashMap<>();
  private final Map<String, byte[]> past = new LinkedHashMap<>(); // replaced ones, by name
  private final Map<String, Ties.Shape> shapes = new HashMap<>(); // by name, once asked for
  private int version;

  /**
   * Adds a declaration, in the place of the one it replaces.
   *
   * @return the classes that are gone
   */
  List<String> add(ClassGroup group) {
    List<String> gone = new ArrayList<>();
    String declaration = SnippetNames.declaration(group.wrapper());
    for (String name : List.copyOf(byName.keySet())) {
      String wrapper = SnippetNames.wrapper(name);
      if (!wrapper.equals(group.wrapper())
          && SnippetNames.declaration(wrapper).equals(declaration)) {
        past.put(name, byName.remove(name));
        shapes.remove(name);
        gone.add(name);
      }
    }
    group.classes().keySet().forEach(past::remove);
    byName.putAll(group.classes());
    version++;
    return gone;
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
