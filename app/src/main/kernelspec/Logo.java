import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Area;
import java.awt.geom.Path2D;
import java.awt.geom.PathIterator;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;

/**
 * Draws the logo, a culvert: an arch of stone with a stream under it. One drawing, three files.
 *
 * <p>Run it as {@code java Logo.java} in this folder after changing it.
 */
public class Logo {

  private record Part(Shape shape, String fill, String stroke, double width) {}

  private static Path2D path(double... p) {
    Path2D path = new Path2D.Double();
    path.moveTo(p[0], p[1]);
    for (int i = 2; i < p.length; i += 6) {
      path.curveTo(p[i], p[i + 1], p[i + 2], p[i + 3], p[i + 4], p[i + 5]);
    }
    return path;
  }

  private static Path2D line(double... p) {
    Path2D path = new Path2D.Double();
    path.moveTo(p[0], p[1]);
    for (int i = 2; i < p.length; i += 2) {
      path.lineTo(p[i], p[i + 1]);
    }
    return path;
  }

  private static Path2D arch(double left, double right, double spring, double top, double foot) {
    double k = (right - left) / 2 * 0.5523;
    double middle = (left + right) / 2;
    double rise = (spring - top) * 0.5523;
    Path2D arch = new Path2D.Double();
    arch.moveTo(left, foot);
    arch.lineTo(left, spring);
    arch.curveTo(left, spring - rise, middle - k, top, middle, top);
    arch.curveTo(middle + k, top, right, spring - rise, right, spring);
    arch.lineTo(right, foot);
    arch.closePath();
    return arch;
  }

  private static List<Part> parts() {
    Area stone = new Area(new RoundRectangle2D.Double(4, 10, 56, 44, 8, 8));
    stone.subtract(new Area(arch(17, 47, 36, 21, 54)));
    Path2D stream = path(17, 44, 22, 40, 27, 40, 32, 44, 37, 48, 42, 48, 47, 44);
    stream.lineTo(47, 54);
    stream.curveTo(50, 56, 55, 57, 60, 57);
    stream.lineTo(60, 60);
    stream.lineTo(4, 60);
    stream.lineTo(4, 57);
    stream.curveTo(9, 57, 14, 56, 17, 54);
    stream.closePath();
    return List.of(
        new Part(stone, "#8a6f56", null, 0),
        new Part(new Rectangle2D.Double(2, 6, 60, 7), "#5f8a4a", null, 0),
        new Part(arch(17, 47, 36, 21, 54), "#24323d", "#d9c7b0", 3),
        new Part(stream, "#2f8fd0", null, 0),
        new Part(path(20, 50, 25, 46.5, 29, 47, 33, 50, 36, 52, 40, 52, 44, 50), null, "#bfe3ff", 2),
        new Part(line(32, 13, 32, 19), null, "#6d5743", 1.6),
        new Part(line(5, 26, 14, 26), null, "#6d5743", 1.6),
        new Part(line(50, 26, 59, 26), null, "#6d5743", 1.6),
        new Part(line(5, 40, 14, 40), null, "#6d5743", 1.6),
        new Part(line(50, 40, 59, 40), null, "#6d5743", 1.6));
  }

  private static void png(int size) throws Exception {
    BufferedImage image = new BufferedImage(size, size, BufferedImage.TYPE_INT_ARGB);
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    g.transform(AffineTransform.getScaleInstance(size / 64.0, size / 64.0));
    for (Part part : parts()) {
      if (part.fill() != null) {
        g.setColor(Color.decode(part.fill()));
        g.fill(part.shape());
      }
      if (part.stroke() != null) {
        g.setColor(Color.decode(part.stroke()));
        g.setStroke(
            new BasicStroke((float) part.width(), BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        g.draw(part.shape());
      }
    }
    g.dispose();
    ImageIO.write(image, "png", Path.of("logo-" + size + "x" + size + ".png").toFile());
  }

  private static String data(Shape shape) {
    StringBuilder data = new StringBuilder();
    double[] p = new double[6];
    for (PathIterator i = shape.getPathIterator(null); !i.isDone(); i.next()) {
      int type = i.currentSegment(p);
      data.append("MLQCZ".charAt(type));
      int numbers = new int[] {2, 2, 4, 6, 0}[type];
      for (int n = 0; n < numbers; n++) {
        data.append(n == 0 ? "" : " ").append(String.format(Locale.ROOT, "%.2f", p[n]));
      }
    }
    return data.toString();
  }

  public static void main(String[] args) throws Exception {
    StringBuilder svg =
        new StringBuilder("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 64 64\">\n");
    svg.append("  <title>Culvert</title>\n");
    for (Part part : parts()) {
      svg.append("  <path fill=\"").append(part.fill() == null ? "none" : part.fill()).append('"');
      if (part.stroke() != null) {
        svg.append(" stroke=\"").append(part.stroke());
        svg.append("\" stroke-width=\"").append(part.width());
        svg.append("\" stroke-linecap=\"round\" stroke-linejoin=\"round\"");
      }
      svg.append(" d=\"").append(data(part.shape())).append("\"/>\n");
    }
    Files.writeString(Path.of("logo-svg.svg"), svg.append("</svg>\n"));
    png(32);
    png(64);
  }
}
