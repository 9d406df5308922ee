package dev.culvert.magics.sql.internal;

import java.util.List;
import java.util.Locale;

/**
 * An SVG picture with two axes. Words and lines have the colour of the text around it, so that it
 * is readable on light and on dark; the colours of series are ones that are seen on both.
 *
 * <p>Widths of words are guessed from their length: whoever shows the picture chooses the font.
 * Every word is escaped. Used by one thread.
 */
final class PlotCanvas {

  private static final String[] COLOURS = {
    "#4c8bf5", "#f2913d", "#3fae6a", "#e05a6d", "#a074d4", "#8d8f98"
  };
  private static final int WIDTH = 640;
  private static final int HEIGHT = 360;
  private static final int FONT = 12;
  private static final double LETTER = 6.6;
  private static final int GAP = 8;
  private static final int LONGEST = 24;

  private final StringBuilder svg = new StringBuilder();
  private final PlotAxis across;
  private final PlotAxis up;
  private final double left;
  private final double right = WIDTH - 16;
  private final double top;
  private final double bottom;

  /**
   * Draws title, axes and legend.
   *
   * @param legend the names of the series; none is shown when there is one
   */
  PlotCanvas(
      String title,
      PlotAxis across,
      PlotAxis up,
      String xLabel,
      String yLabel,
      List<String> legend) {
    this.across = across;
    this.up = up;
    this.left = 30 + widest(up) + GAP;
    boolean tilted = isCrowded();
    this.bottom = HEIGHT - 44 - (tilted ? Math.min(widest(across), LONGEST * LETTER) * 0.6 : 0);
    boolean key = legend.size() > 1;
    this.top = (title.isEmpty() ? 14 : 34) + (key ? 20 : 0);
    svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + WIDTH + " " + HEIGHT);
    svg.append("\" width=\"" + WIDTH + "\" style=\"max-width:100%;height:auto\" role=\"img\"");
    svg.append(" font-family=\"sans-serif\" font-size=\"" + FONT + "\" fill=\"currentColor\">");
    if (!title.isEmpty()) {
      text(WIDTH / 2.0, 22, "middle", " font-size=\"15\" font-weight=\"600\"", title);
    }
    for (int i = 0; key && i < legend.size(); i++) {
      key(i, legend);
    }
    grid();
    for (PlotAxis.Tick tick : across.ticks()) {
      under(tick, tilted);
    }
    text((left + right) / 2, HEIGHT - 8, "middle", "", xLabel);
    String turned = f(" transform=\"rotate(-90 16 %.1f)\"", (top + bottom) / 2);
    text(16, (top + bottom) / 2, "middle", turned, yLabel);
  }

  private boolean isCrowded() {
    double room = (right - left) / Math.max(1, across.ticks().size());
    return widest(across) + GAP > room;
  }

  private static double widest(PlotAxis axis) {
    return axis.ticks().stream()
        .mapToDouble(tick -> Math.min(LONGEST, tick.label().length()) * LETTER)
        .max()
        .orElse(0);
  }

  private void key(int index, List<String> legend) {
    double x = left;
    for (String before : legend.subList(0, index)) {
      x += Math.min(LONGEST, before.length()) * LETTER + 34;
    }
    svg.append(f("<rect x=\"%.1f\" y=\"%.1f\" width=\"11\" height=\"11\" rx=\"2\"", x, top - 23))
        .append(" fill=\"" + colour(index) + "\"/>");
    text(x + 16, top - 13, "start", "", cut(legend.get(index)));
  }

  private void grid() {
    for (PlotAxis.Tick tick : up.ticks()) {
      double y = y(tick.at());
      boolean zero = tick.at() == 0;
      svg.append(
          f("<path d=\"M%.1f,%.1fH%.1f\" stroke=\"currentColor\"", left, y, right)
              + (zero ? " stroke-opacity=\".5\"/>" : " stroke-opacity=\".15\"/>"));
      text(left - GAP, y + 4, "end", "", tick.label());
    }
    svg.append(
        f("<path d=\"M%.1f,%.1fV%.1f\" stroke=\"currentColor\"", left, top, bottom)
            + " stroke-opacity=\".5\"/>");
  }

  private void under(PlotAxis.Tick tick, boolean tilted) {
    double x = x(tick.at());
    String turned = tilted ? f(" transform=\"rotate(-35 %.1f %.1f)\"", x, bottom + 16) : "";
    text(x, bottom + 16, tilted ? "end" : "middle", turned, cut(tick.label()));
  }

  double x(double value) {
    return left + (value - across.min()) / (across.max() - across.min()) * (right - left);
  }

  double y(double value) {
    return bottom - (value - up.min()) / (up.max() - up.min()) * (bottom - top);
  }

  /** A bar from one place to another, from zero to a value. */
  void bar(double from, double to, double value, int series, String word) {
    double high = Math.min(y(value), y(0));
    svg.append(
            f(
                "<rect x=\"%.2f\" y=\"%.2f\" width=\"%.2f\" height=\"%.2f\"",
                x(from), high, x(to) - x(from), Math.abs(y(value) - y(0))))
        .append(" fill=\"" + colour(series) + "\">")
        .append("<title>" + escaped(word) + "</title></rect>");
  }

  void point(double x, double y, int series, boolean many) {
    svg.append(f("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%s\"", x(x), y(y), many ? "2" : "3.5"))
        .append(" fill=\"" + colour(series) + "\" fill-opacity=\"" + (many ? ".5" : ".8") + "\"/>");
  }

  /** A line through points, interrupted where a value is NaN. */
  void line(double[] xs, double[] ys, int series) {
    StringBuilder path = new StringBuilder();
    boolean drawing = false;
    for (int i = 0; i < xs.length; i++) {
      boolean there = !Double.isNaN(xs[i]) && !Double.isNaN(ys[i]);
      if (there) {
        path.append(f("%s%.1f,%.1f", drawing ? "L" : "M", x(xs[i]), y(ys[i])));
        boolean lonely = !drawing && (i + 1 == xs.length || Double.isNaN(ys[i + 1]));
        path.append(lonely ? "h.1" : "");
      }
      drawing = there;
    }
    svg.append("<path fill=\"none\" stroke=\"" + colour(series) + "\" stroke-width=\"2\"")
        .append(" stroke-linejoin=\"round\" stroke-linecap=\"round\" d=\"" + path + "\"/>");
  }

  String finish() {
    return svg.append("</svg>").toString();
  }

  private void text(double x, double y, String anchor, String more, String text) {
    svg.append(f("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\"%s>", x, y, anchor, more))
        .append(escaped(text))
        .append("</text>");
  }

  private static String colour(int series) {
    return COLOURS[series % COLOURS.length];
  }

  private static String cut(String text) {
    return text.codePointCount(0, text.length()) <= LONGEST
        ? text
        : text.substring(0, text.offsetByCodePoints(0, LONGEST - 1)) + "…";
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static String f(String form, Object... values) {
    return String.format(Locale.ROOT, form, values);
  }
}
