package dev.culvert.magics.sql.internal;

import dev.culvert.api.MimeBundle;
import dev.culvert.api.UserError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.dflib.DataFrame;

/**
 * A plot of a frame: a picture, the same in words, and what a reader of it must know.
 *
 * @param svg the picture
 * @param text for places without pictures
 * @param note what was left out; empty when nothing was
 */
record Plot(String svg, String text, String note) {

  private static final int MOST_BARS = 60;
  private static final int MOST_POINTS = 5000;
  private static final int TEXT_BAR = 40;

  /**
   * What is asked for.
   *
   * @param x the column of the horizontal axis
   * @param y the columns that are drawn; empty to choose those that hold numbers
   * @param title above the plot; may be empty
   * @param bins of a histogram; 0 to choose
   */
  record Wish(PlotKind kind, Optional<String> x, List<String> y, String title, int bins) {
    Wish {
      y = List.copyOf(y);
    }
  }

  static Plot of(DataFrame frame, Wish wish) {
    return switch (wish.kind()) {
      case hist -> histogram(frame, wish);
      case bar -> bars(PlotData.of(frame, wish.x(), wish.y(), true), wish);
      case line -> line(PlotData.of(frame, wish.x(), wish.y(), false), wish);
      case scatter -> scatter(PlotData.of(frame, wish.x(), wish.y(), false), wish);
    };
  }

  MimeBundle bundle() {
    return MimeBundle.text(text).withHtml(svg);
  }

  private static Plot histogram(DataFrame frame, Wish wish) {
    Optional<String> name = wish.x().or(() -> wish.y().stream().findFirst());
    PlotData.Column column = PlotData.single(frame, name);
    double[] values = Arrays.stream(column.values()).filter(v -> !Double.isNaN(v)).toArray();
    if (values.length == 0) {
      throw UserError.usage("column " + column.label() + " holds NULL alone: nothing to plot.");
    }
    Histogram histogram = Histogram.of(values, wish.bins());
    int[] counts = histogram.counts();
    double end = histogram.least() + counts.length * histogram.width();
    PlotAxis across = PlotAxis.numbers(histogram.least(), end);
    PlotAxis up = PlotAxis.numbers(0, IntStream.of(counts).max().orElse(1));
    PlotCanvas canvas = new PlotCanvas(wish.title(), across, up, column.label(), "rows", List.of());
    List<String> names = new ArrayList<>();
    for (int i = 0; i < counts.length; i++) {
      double from = histogram.least() + i * histogram.width();
      String range = shown(from) + " to " + shown(from + histogram.width());
      names.add(range);
      double gap = histogram.width() * 0.02;
      canvas.bar(
          from + gap, from + histogram.width() - gap, counts[i], 0, range + ": " + counts[i]);
    }
    int nulls = column.values().length - values.length;
    return new Plot(
        canvas.finish(),
        textBars(column.label(), names, Arrays.stream(counts).asDoubleStream().toArray()),
        nulls == 0 ? "" : Counts.of(nulls, "row") + " with NULL left out");
  }

  private static Plot bars(PlotData data, Wish wish) {
    int rows = data.x().length;
    if (rows > MOST_BARS) {
      throw UserError.usage(
          "bar draws up to "
              + MOST_BARS
              + " rows, and there are "
              + Counts.number(rows)
              + ". Group them, or say ORDER BY ... LIMIT.");
    }
    PlotCanvas canvas = canvas(data, wish, true);
    int series = data.ys().size();
    double width = 0.8 / series;
    for (int s = 0; s < series; s++) {
      PlotData.Column column = data.ys().get(s);
      for (int i = 0; i < rows; i++) {
        double value = column.values()[i];
        if (!Double.isNaN(value)) {
          double from = i - 0.4 + s * width;
          String word = data.names().get(i) + ", " + column.label() + ": " + shown(value);
          canvas.bar(from, from + width, value, s, word);
        }
      }
    }
    PlotData.Column first = data.ys().get(0);
    String text = textBars(first.label() + " by " + data.xLabel(), data.names(), first.values());
    return new Plot(canvas.finish(), text, "");
  }

  private static Plot line(PlotData data, Wish wish) {
    PlotCanvas canvas = canvas(data, wish, false);
    boolean thinned = data.x().length > MOST_POINTS;
    for (int s = 0; s < data.ys().size(); s++) {
      double[] ys = data.ys().get(s).values();
      int[] kept = thinned ? extremes(ys) : IntStream.range(0, ys.length).toArray();
      canvas.line(
          Arrays.stream(kept).mapToDouble(i -> data.x()[i]).toArray(),
          Arrays.stream(kept).mapToDouble(i -> ys[i]).toArray(),
          s);
    }
    String note =
        thinned
            ? Counts.of(data.x().length, "row")
                + ", drawn by the least and the most of each stretch"
            : "";
    return new Plot(canvas.finish(), sentence("line", data), note);
  }

  /** The places of the least and the most of each stretch of rows, so that no peak is lost. */
  private static int[] extremes(double[] values) {
    int stretches = MOST_POINTS / 4;
    IntStream.Builder kept = IntStream.builder();
    for (int s = 0; s < stretches; s++) {
      int from = (int) ((long) values.length * s / stretches);
      int to = (int) ((long) values.length * (s + 1) / stretches);
      int least = from;
      int most = from;
      for (int i = from; i < to; i++) {
        least = values[i] < values[least] || Double.isNaN(values[least]) ? i : least;
        most = values[i] > values[most] || Double.isNaN(values[most]) ? i : most;
      }
      kept.add(Math.min(least, most)).add(Math.max(least, most));
    }
    return kept.build().toArray();
  }

  private static Plot scatter(PlotData data, Wish wish) {
    PlotCanvas canvas = canvas(data, wish, false);
    int rows = data.x().length;
    int every = (rows + MOST_POINTS - 1) / MOST_POINTS;
    int drawn = 0;
    for (int s = 0; s < data.ys().size(); s++) {
      double[] ys = data.ys().get(s).values();
      for (int i = 0; i < rows; i += every) {
        if (!Double.isNaN(data.x()[i]) && !Double.isNaN(ys[i])) {
          canvas.point(data.x()[i], ys[i], s, rows / every > 300);
        }
        drawn += s == 0 ? 1 : 0;
      }
    }
    String note =
        every == 1
            ? ""
            : Counts.number(drawn) + " of " + Counts.number(rows) + " rows drawn, evenly chosen";
    return new Plot(canvas.finish(), sentence("scatter", data), note);
  }

  private static PlotCanvas canvas(PlotData data, Wish wish, boolean fromZero) {
    double[] all =
        data.ys().stream()
            .flatMapToDouble(column -> Arrays.stream(column.values()))
            .filter(value -> !Double.isNaN(value))
            .toArray();
    double[] places = Arrays.stream(data.x()).filter(value -> !Double.isNaN(value)).toArray();
    if (all.length == 0 || places.length == 0) {
      throw UserError.usage("there is NULL alone to plot.");
    }
    double least = Arrays.stream(all).min().orElse(0);
    double most = Arrays.stream(all).max().orElse(0);
    PlotAxis up =
        fromZero
            ? PlotAxis.numbers(Math.min(0, least), Math.max(0, most))
            : PlotAxis.numbers(least, most);
    double first = Arrays.stream(places).min().orElse(0);
    double last = Arrays.stream(places).max().orElse(0);
    PlotAxis across =
        switch (data.scale()) {
          case NUMBERS -> PlotAxis.numbers(first, last);
          case TIMES -> PlotAxis.times(first, last);
          case NAMES -> PlotAxis.names(data.names());
        };
    List<String> labels = data.ys().stream().map(PlotData.Column::label).toList();
    String upLabel = labels.size() == 1 ? labels.get(0) : "";
    return new PlotCanvas(wish.title(), across, up, data.xLabel(), upLabel, labels);
  }

  private static String sentence(String kind, PlotData data) {
    List<String> labels = data.ys().stream().map(PlotData.Column::label).toList();
    return kind
        + " plot of "
        + String.join(", ", labels)
        + " by "
        + data.xLabel()
        + ": "
        + Counts.of(data.x().length, "row");
  }

  private static String textBars(String title, List<String> names, double[] values) {
    double most = Arrays.stream(values).map(Math::abs).filter(Double::isFinite).max().orElse(0);
    int widest = names.stream().mapToInt(String::length).max().orElse(0);
    StringBuilder text = new StringBuilder(title);
    for (int i = 0; i < values.length; i++) {
      boolean there = !Double.isNaN(values[i]);
      int length = there && most > 0 ? (int) Math.round(Math.abs(values[i]) / most * TEXT_BAR) : 0;
      text.append('\n')
          .append(names.get(i))
          .append(" ".repeat(widest - names.get(i).length() + 1))
          .append("█".repeat(length))
          .append(length > 0 ? " " : "")
          .append(there ? shown(values[i]) : "NULL");
    }
    return text.toString();
  }

  private static String shown(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? String.format(Locale.ROOT, "%,.0f", value)
        : String.format(Locale.ROOT, "%,.4g", value);
  }
}
