package dev.culvert.magics.threads;

import java.util.List;
import java.util.Locale;

/** Draws circles of threads as SVG: threads in a ring, an arrow for each wait. Stateless. */
final class DeadlockDrawing {

  private static final int WIDTH = 560;
  private static final int HEIGHT = 340;
  private static final int BOX_WIDTH = 190;
  private static final int BOX_HEIGHT = 44;
  private static final int LONGEST = 28;

  private DeadlockDrawing() {}

  static String svg(List<List<Deadlocks.Waiting>> cycles) {
    StringBuilder svg = new StringBuilder();
    svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"").append(WIDTH);
    svg.append("\" height=\"").append(HEIGHT * cycles.size());
    svg.append("\" font-family=\"sans-serif\" font-size=\"12\">");
    svg.append("<defs><marker id=\"to\" markerWidth=\"9\" markerHeight=\"9\" refX=\"8\"");
    svg.append(" refY=\"4\" orient=\"auto\"><path d=\"M0,0 L9,4 L0,8 z\"");
    svg.append(" fill=\"#c62828\"/></marker></defs>");
    for (int i = 0; i < cycles.size(); i++) {
      draw(cycles.get(i), i * HEIGHT, svg);
    }
    return svg.append("</svg>").toString();
  }

  private static void draw(List<Deadlocks.Waiting> cycle, int top, StringBuilder svg) {
    int count = cycle.size();
    for (int i = 0; i < count; i++) {
      Point from = place(i, count, top);
      Point to = place((i + 1) % count, count, top);
      arrow(from, to, cycle.get(i), count == 2, svg);
    }
    for (int i = 0; i < count; i++) {
      box(place(i, count, top), cycle.get(i), svg);
    }
  }

  private record Point(double x, double y) {}

  private static Point place(int index, int count, int top) {
    double angle = 2 * Math.PI * index / count - Math.PI / 2;
    return new Point(
        WIDTH / 2.0 + (WIDTH / 2.0 - BOX_WIDTH / 2.0 - 8) * Math.cos(angle),
        top + HEIGHT / 2.0 + (HEIGHT / 2.0 - BOX_HEIGHT) * Math.sin(angle));
  }

  private static void box(Point at, Deadlocks.Waiting waiting, StringBuilder svg) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<rect x=\"%.0f\" y=\"%.0f\" width=\"%d\" height=\"%d\" rx=\"6\" fill=\"#fff8e1\""
                + " stroke=\"#5d4037\"/>",
            at.x() - BOX_WIDTH / 2.0,
            at.y() - BOX_HEIGHT / 2.0,
            BOX_WIDTH,
            BOX_HEIGHT));
    text(at.x(), at.y() - 4, "middle", "bold", "#000", waiting.thread(), svg);
    text(at.x(), at.y() + 13, "middle", "normal", "#000", waiting.where(), svg);
  }

  /**
   * From the edge of one box to the edge of the next, a little to the right of the straight way.
   *
   * @param pair whether there is one more arrow, the other way: then the labels stand outside
   */
  private static void arrow(
      Point from, Point to, Deadlocks.Waiting waiting, boolean pair, StringBuilder svg) {
    double dx = to.x() - from.x();
    double dy = to.y() - from.y();
    double length = Math.hypot(dx, dy);
    double aside = 34;
    double middleX = (from.x() + to.x()) / 2 - dy / length * aside * 2;
    double middleY = (from.y() + to.y()) / 2 + dx / length * aside * 2;
    Point start = edge(from, middleX, middleY);
    Point end = edge(to, middleX, middleY);
    svg.append(
        String.format(
            Locale.ROOT,
            "<path d=\"M%.0f,%.0f Q%.0f,%.0f %.0f,%.0f\" fill=\"none\" stroke=\"#c62828\""
                + " stroke-width=\"2\" marker-end=\"url(#to)\"/>",
            start.x(),
            start.y(),
            middleX,
            middleY,
            end.x(),
            end.y()));
    double labelX = (start.x() + 2 * middleX + end.x()) / 4;
    double labelY = (start.y() + 2 * middleY + end.y()) / 4;
    boolean left = middleX < from.x();
    String anchor = !pair ? "middle" : left ? "end" : "start";
    double outside = !pair ? 0 : left ? -8 : 8;
    text(labelX + outside, labelY, anchor, "normal", "#c62828", "waits for " + waiting.lock(), svg);
  }

  private static Point edge(Point centre, double towardsX, double towardsY) {
    double dx = towardsX - centre.x();
    double dy = towardsY - centre.y();
    double scale =
        Math.min(
            dx == 0 ? Double.MAX_VALUE : BOX_WIDTH / 2.0 / Math.abs(dx),
            dy == 0 ? Double.MAX_VALUE : BOX_HEIGHT / 2.0 / Math.abs(dy));
    return new Point(centre.x() + dx * scale, centre.y() + dy * scale);
  }

  private static void text(
      double x,
      double y,
      String anchor,
      String weight,
      String colour,
      String text,
      StringBuilder svg) {
    String cut = text.length() > LONGEST ? text.substring(0, LONGEST - 1) + "…" : text;
    svg.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%.0f\" y=\"%.0f\" text-anchor=\"%s\" font-weight=\"%s\" fill=\"%s\">",
            x,
            y,
            anchor,
            weight,
            colour));
    svg.append(cut.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"));
    svg.append("</text>");
  }
}
