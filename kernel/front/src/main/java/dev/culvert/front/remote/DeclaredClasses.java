package dev.culvert.front.remote;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The bytes of all classes that JShell made for declarations, as the worker runs them: what a new
 * worker is given, and what other code is compiled against. Guarded by the engine's lock.
 */
public final class DeclaredClasses {

  private final Map<String, byte[]> byName = new LinkedHashMap<>();
  private int version;

  void add(Map<String, byte[]> classes) {
    byName.putAll(classes);
    version++;
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
