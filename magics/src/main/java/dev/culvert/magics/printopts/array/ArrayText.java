package dev.culvert.magics.printopts.array;

import dev.culvert.magics.printopts.array.Nested.Run;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;

/** The door of this package: the text of an array. */
public final class ArrayText {

  private static final String EMPTY = "[]";

  private ArrayText() {}

  /**
   * The text of an array of one dimension that something longer begins with: its first values, as
   * many as stand at an edge of a summary, and dots.
   */
  public static String ofBeginning(Object array, ArrayStyle style) {
    Run beginning = new Run(array, 0, Math.min(style.edgeItems(), Array.getLength(array)));
    Words words = ElementKind.words(array.getClass().getComponentType(), List.of(beginning), style);
    StringBuilder text = new StringBuilder("[");
    for (int i = 0; i < beginning.to(); i++) {
      text.append(words.at(array, i)).append(", ");
    }
    return text.append("...]").toString();
  }

  /**
   * The text of a Java array, as NumPy prints it with a comma between values.
   *
   * @param array any array, of primitives or objects, of any depth; rows may differ in length
   * @throws IllegalArgumentException when it is no array
   */
  public static String of(Object array, ArrayStyle style) {
    if (!array.getClass().isArray()) {
      throw new IllegalArgumentException("not an array: " + array.getClass().getName());
    }
    Nested nested = Nested.of(array);
    long size = nested.size(style.threshold());
    if (size == 0) {
      return EMPTY;
    }
    boolean summary = size > style.threshold();
    List<Run> shown = new ArrayList<>();
    nested.edges(summary ? style.edgeItems() : Integer.MAX_VALUE, shown::add);
    Words words = ElementKind.words(nested.element(), shown, style);
    return new ArrayLayout(words, style, summary).text(nested);
  }
}
