package dev.culvert.magics.sql.internal;

import dev.culvert.api.UserError;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dflib.DataFrame;
import org.dflib.Series;

/**
 * The columns of a frame that a plot shows, as numbers; NaN stands for NULL.
 *
 * @param xLabel the name of the horizontal axis
 * @param scale what the horizontal places are
 * @param x a place for each row
 * @param names of the rows, where the places are names; else empty
 * @param ys the columns that are drawn
 */
record PlotData(String xLabel, Scale scale, double[] x, List<String> names, List<Column> ys) {

  /** What the places along an axis are. */
  enum Scale {
    NUMBERS,
    TIMES,
    NAMES
  }

  /** A column of numbers. */
  record Column(String label, double[] values) {}

  private static final int MOST_COLUMNS = 6;

  PlotData {
    names = List.copyOf(names);
    ys = List.copyOf(ys);
  }

  /**
   * Takes columns from a frame.
   *
   * @param x the column of the horizontal axis; the first one when empty
   * @param y the columns to draw; when empty the numbers among the others
   * @param named whether rows are to have names, whatever the first column holds
   * @throws UserError when there is nothing to draw
   */
  static PlotData of(DataFrame frame, Optional<String> x, List<String> y, boolean named) {
    if (frame.height() == 0) {
      throw UserError.usage("there is no row to plot.");
    } else if (frame.width() < 2) {
      throw UserError.usage(
          "this plot takes two columns, what to plot against and what to plot; there is one.");
    }
    String across = x.map(name -> checked(frame, name)).orElse(frame.getColumnsIndex().get(0));
    List<Column> columns = new ArrayList<>();
    for (String name : y.isEmpty() ? numbers(frame, across) : y) {
      columns.add(new Column(checked(frame, name), numbers(frame.getColumn(name), name)));
    }
    if (columns.size() > MOST_COLUMNS) {
      throw UserError.usage(
          "a plot shows up to "
              + MOST_COLUMNS
              + " columns, not "
              + columns.size()
              + ". Choose with --y.");
    }
    Series<?> places = frame.getColumn(across);
    Scale scale = named ? Scale.NAMES : scale(places);
    double[] at = new double[frame.height()];
    List<String> names = new ArrayList<>();
    for (int i = 0; i < at.length; i++) {
      Object value = places.get(i);
      at[i] = scale == Scale.NAMES ? i : number(value);
      if (scale == Scale.NAMES) {
        names.add(value == null ? "NULL" : value.toString());
      }
    }
    return new PlotData(across, scale, at, names, columns);
  }

  /** The one column of numbers that a histogram counts. */
  static Column single(DataFrame frame, Optional<String> name) {
    String label =
        name.map(given -> checked(frame, given)).orElseGet(() -> numbers(frame, "").get(0));
    return new Column(label, numbers(frame.getColumn(label), label));
  }

  private static String checked(DataFrame frame, String name) {
    List<String> labels = List.of(frame.getColumnsIndex().toArray());
    if (!labels.contains(name)) {
      throw UserError.usage(
          "there is no column '" + name + "'. There are: " + String.join(", ", labels) + ".");
    }
    return name;
  }

  private static List<String> numbers(DataFrame frame, String without) {
    List<String> names = new ArrayList<>();
    for (String label : frame.getColumnsIndex()) {
      if (!label.equals(without) && isNumbers(frame.getColumn(label))) {
        names.add(label);
      }
    }
    if (names.isEmpty()) {
      throw UserError.usage(
          "no "
              + (without.isEmpty() ? "" : "other ")
              + "column holds numbers, so there is nothing to"
              + " plot.");
    }
    return names;
  }

  private static boolean isNumbers(Series<?> column) {
    boolean some = false;
    for (Object value : column) {
      if (value != null && !(value instanceof Number)) {
        return false;
      }
      some |= value != null;
    }
    return some;
  }

  private static double[] numbers(Series<?> column, String name) {
    double[] numbers = new double[column.size()];
    for (int i = 0; i < numbers.length; i++) {
      Object value = column.get(i);
      if (value != null && !(value instanceof Number)) {
        throw UserError.usage(
            "column " + name + " holds no numbers but " + value.getClass().getSimpleName() + ".");
      }
      numbers[i] = number(value);
    }
    return numbers;
  }

  private static Scale scale(Series<?> column) {
    if (isNumbers(column)) {
      return Scale.NUMBERS;
    }
    for (Object value : column) {
      if (value != null && Double.isNaN(number(value))) {
        return Scale.NAMES;
      }
    }
    return Scale.TIMES;
  }

  /** A number, or a time in seconds; NaN for all else. */
  private static double number(Object value) {
    if (value instanceof Number number) {
      double real = number.doubleValue();
      return Double.isInfinite(real) ? Double.NaN : real;
    } else if (value instanceof LocalDateTime time) {
      return PlotAxis.seconds(time);
    } else if (value instanceof LocalDate day) {
      return PlotAxis.seconds(day.atStartOfDay());
    } else if (value instanceof Instant instant) {
      return PlotAxis.seconds(LocalDateTime.ofInstant(instant, ZoneOffset.UTC));
    }
    return Double.NaN;
  }
}
