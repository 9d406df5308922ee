package dev.culvert.magics.printopts.array;

import java.lang.reflect.Array;
import java.util.function.Consumer;

/**
 * A Java array of arrays seen as one array of {@code depth} dimensions; rows may differ in length
 * or be missing.
 *
 * @param array never null
 * @param depth how many dimensions its static type has, from 1
 * @param element the type of its values
 */
record Nested(Object array, int depth, Class<?> element) {

  static Nested of(Object array) {
    int depth = 0;
    Class<?> type = array.getClass();
    while (type.isArray()) {
      depth++;
      type = type.getComponentType();
    }
    return new Nested(array, depth, type);
  }

  /** Some neighbouring values of an innermost array. */
  record Run(Object values, int from, int to) {}

  /** How many values there are; counting ends when there are more than the limit. */
  long size(long limit) {
    return size(array, depth, limit);
  }

  private static long size(Object part, int depth, long limit) {
    if (part == null) {
      return 0;
    }
    int length = Array.getLength(part);
    if (depth == 1) {
      return length;
    }
    long size = 0;
    for (int i = 0; i < length && size <= limit; i++) {
      size += size(((Object[]) part)[i], depth - 1, limit - size);
    }
    return size;
  }

  /** Hands over every value that a summary with that many values at each edge looks at. */
  void edges(int edge, Consumer<Run> consumer) {
    edges(array, depth, edge, consumer);
  }

  private static void edges(Object part, int depth, int edge, Consumer<Run> consumer) {
    if (part == null) {
      return;
    }
    int length = Array.getLength(part);
    boolean cut = edge > 0 && length > 2L * edge;
    visit(part, 0, cut ? edge : length, depth, edge, consumer);
    if (cut) {
      visit(part, length - edge, length, depth, edge, consumer);
    }
  }

  private static void visit(
      Object part, int from, int to, int depth, int edge, Consumer<Run> consumer) {
    if (depth == 1) {
      consumer.accept(new Run(part, from, to));
      return;
    }
    for (int i = from; i < to; i++) {
      edges(((Object[]) part)[i], depth - 1, edge, consumer);
    }
  }
}
