package dev.culvert.magics.printopts.array;

import dev.culvert.magics.printopts.array.Nested.Run;
import java.util.ArrayList;
import java.util.List;

/** The door of this package: the text of an array. */
public final class ArrayText {

  private static final String EMPTY = "[]";

  private ArrayText() {}

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
    Words words = WordChooser.choose(nested.element(), shown, style);
    return new ArrayLayout(words, style, summary).text(nested);
  }
}
