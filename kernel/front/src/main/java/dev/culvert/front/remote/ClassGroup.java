package dev.culvert.front.remote;

import dev.culvert.worker.wire.SnippetNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Classes that come and go together: one that wraps code of a cell, and those nested in it.
 *
 * @param wrapper name of the outermost
 * @param classes class files by name, the wrapper's among them
 */
record ClassGroup(String wrapper, Map<String, byte[]> classes) {

  /** Classes in their order, those with one wrapper together. */
  static List<ClassGroup> of(Map<String, byte[]> classes) {
    Map<String, ClassGroup> groups = new LinkedHashMap<>();
    classes.forEach(
        (name, bytes) -> {
          String wrapper = SnippetNames.wrapper(name);
          groups
              .computeIfAbsent(wrapper, key -> new ClassGroup(key, new LinkedHashMap<>()))
              .classes
              .put(name, bytes);
        });
    return new ArrayList<>(groups.values());
  }

  /** Whether a type was declared in it, which is not one inside of a method or an initialiser. */
  boolean declaresTypes() {
    return classes.keySet().stream().anyMatch(this::isMember);
  }

  private boolean isMember(String className) {
    int at = wrapper.length() + 1; // local and anonymous classes go on with a digit
    return className.length() > at && !Character.isDigit(className.charAt(at));
  }
}
