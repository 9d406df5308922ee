package dev.culvert.magics.printopts.table;

import dev.culvert.magics.printopts.table.TableStyle.Justify;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.dflib.Series;

/** The values of one column as text, before they are brought below the column's name. */
final class Column {

  private static final String NA = "<NA>";
  private static final String NAN = "NaN";

  private final Series<?> series;
  private final Kind kind;
  private final boolean anyMissing;

  /**
   * A column.
   *
   * @param shown the rows whose texts are going to be asked for
   */
  Column(Series<?> series, int[] shown) {
    this.series = series;
    Kind.Found found = Kind.of(series, shown);
    this.kind = found.kind();
    this.anyMissing = found.anyMissing();
  }

  boolean isNumeric() {
    return kind.isNumeric();
  }

  String dtype() {
    return kind.dtype(anyMissing);
  }

  /** How many values are not missing; NaN is missing, as in pandas. */
  int present() {
    int present = 0;
    int size = series.size();
    for (int i = 0; i < size; i++) {
      Object value = series.get(i);
      present += value == null || isNan(value) ? 0 : 1;
    }
    return present;
  }

  private static boolean isNan(Object value) {
    return value instanceof Double real && real.isNaN()
        || value instanceof Float single && single.isNaN();
  }

  /** The values in some rows, brought to one width. */
  List<String> texts(int[] rows, TableStyle style) {
    return new Pad(style.textWidth())
        .equal(raw(rows, style), Justify.RIGHT, 0, style.maxColumnWidth());
  }

  private List<String> raw(int[] rows, TableStyle style) {
    if (kind.isReal()) {
      return new RealColumn(style, kind == Kind.FLOAT32)
          .texts(Arrays.stream(rows).mapToDouble(this::real).toArray());
    }
    if (kind.isWhole()) {
      return each(rows, anyMissing ? value -> " " + orNa(value) : Column::signed);
    }
    return switch (kind) {
      case BOOLEAN -> each(rows, value -> " " + (value == null ? NA : ObjectText.truth(value)));
      case STRING ->
          each(rows, value -> " " + (value == null ? NAN : ObjectText.escape(value.toString())));
      case DATETIME -> DateTimeColumn.texts(Arrays.stream(rows).mapToObj(series::get).toList());
      default -> each(rows, new ObjectText(style)::cell);
    };
  }

  private List<String> each(int[] rows, Function<Object, String> text) {
    return Arrays.stream(rows).mapToObj(row -> text.apply(series.get(row))).toList();
  }

  private double real(int row) {
    Object value = series.get(row);
    return value == null ? Double.NaN : ((Number) value).doubleValue();
  }

  private static String orNa(Object value) {
    return value == null ? NA : value.toString();
  }

  private static String signed(Object value) {
    String digits = value.toString();
    return digits.startsWith("-") ? digits : " " + digits;
  }
}
