package dev.culvert.worker;

import java.lang.reflect.Field;
import java.util.List;

/**
 * A cell that is one magic and nothing else, so that no class had to be made for it.
 *
 * <p>In a stack it stands where the body of another cell stands; {@link CellFrames} knows it by its
 * name. Used once, by the cell thread.
 *
 * @param index the magic's place in the cell
 * @param names the variables that its text mentions
 * @param holders the classes in whose static fields they are, in the same order
 */
record PlainCall(int index, List<String> names, List<String> holders) {

  private static final Object[] NO_VALUES = {};

  Object run(MagicHost magics, ClassLoader snippets, CellRun cell) throws Exception {
    Object[] held = new Object[names.size()];
    for (int i = 0; i < held.length; i++) {
      Field field = snippets.loadClass(holders.get(i)).getDeclaredField(names.get(i));
      field.setAccessible(true); // JShell's wrappers are not public
      held[i] = field.get(null);
    }
    return magics.run(cell, index, NO_VALUES, names.toArray(String[]::new), held);
  }
}
