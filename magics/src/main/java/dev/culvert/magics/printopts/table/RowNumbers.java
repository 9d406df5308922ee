package dev.culvert.magics.printopts.table;

import dev.culvert.magics.printopts.table.TableStyle.Justify;
import java.util.Arrays;
import java.util.List;

/**
 * The numbers of the shown rows, in place of an index.
 *
 * <p>pandas numbers the rows by a range; what is left of a cut one are plain numbers, which obey
 * the width of a column, unless it is a range again: a beginning, or two numbers.
 */
final class RowNumbers {

  private RowNumbers() {}

  static List<String> of(Cut rows, TableStyle style) {
    Pad pad = new Pad(style.textWidth());
    List<String> numbers = Arrays.stream(rows.shown()).mapToObj(Integer::toString).toList();
    int left = rows.shown().length;
    if (!rows.isCut() || rows.gap() == left || left <= 2) {
      return pad.equal(numbers, Justify.LEFT, 0, null);
    }
    List<String> spaced = numbers.stream().map(number -> " " + number).toList();
    return withoutCommonBlanks(pad.equal(spaced, Justify.LEFT, 0, style.maxColumnWidth()));
  }

  private static List<String> withoutCommonBlanks(List<String> texts) {
    int blanks =
        texts.stream()
            .mapToInt(text -> text.length() - text.stripLeading().length())
            .min()
            .orElse(0);
    return texts.stream().map(text -> text.substring(blanks)).toList();
  }
}
