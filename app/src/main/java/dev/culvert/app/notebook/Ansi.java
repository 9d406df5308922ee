package dev.culvert.app.notebook;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Terminal colours: taken away, or made into HTML. */
final class Ansi {

  /** Control sequences, titles and links; only those that end in m are colours. */
  private static final Pattern SEQUENCE =
      Pattern.compile("\u001b\\[([0-9;:]*)([@-~])|\u001b\\][^\u0007\u001b]*(?:\u0007|\u001b\\\\)");

  private static final int[] CUBE = {0, 95, 135, 175, 215, 255};

  private Ansi() {}

  static String stripped(String text) {
    return SEQUENCE.matcher(text).replaceAll("");
  }

  /** Escaped HTML with a span for each stretch of one look. */
  static String toHtml(String text) {
    StringBuilder html = new StringBuilder();
    Look look = new Look();
    Matcher matcher = SEQUENCE.matcher(text);
    int from = 0;
    while (matcher.find()) {
      look.wrap(html, text.substring(from, matcher.start()));
      if ("m".equals(matcher.group(2))) {
        look.apply(matcher.group(1));
      }
      from = matcher.end();
    }
    look.wrap(html, text.substring(from));
    return html.toString();
  }

  /** What the sequences so far ask for. */
  private static final class Look {
    private boolean bold;
    private boolean italic;
    private boolean underline;
    private String foreground; // a class name or a css colour; null is the page's own
    private String background;

    void wrap(StringBuilder html, String text) {
      if (text.isEmpty()) {
        return;
      }
      List<String> classes = new ArrayList<>();
      List<String> styles = new ArrayList<>();
      if (bold) {
        classes.add("ansi-bold");
      }
      if (italic) {
        classes.add("ansi-italic");
      }
      if (underline) {
        classes.add("ansi-underline");
      }
      colour(foreground, "fg", "color", classes, styles);
      colour(background, "bg", "background", classes, styles);
      if (classes.isEmpty() && styles.isEmpty()) {
        html.append(Html.escaped(text));
        return;
      }
      html.append("<span");
      if (!classes.isEmpty()) {
        html.append(" class=\"").append(String.join(" ", classes)).append('"');
      }
      if (!styles.isEmpty()) {
        html.append(" style=\"").append(String.join(";", styles)).append('"');
      }
      html.append('>').append(Html.escaped(text)).append("</span>");
    }

    private static void colour(
        String colour, String ground, String property, List<String> classes, List<String> styles) {
      if (colour != null && colour.startsWith("#")) {
        styles.add(property + ":" + colour);
      } else if (colour != null) {
        classes.add("ansi-" + ground + "-" + colour);
      }
    }

    void apply(String codes) {
      String[] parts = codes.isEmpty() ? new String[] {"0"} : codes.split("[;:]");
      for (int i = 0; i < parts.length; i++) {
        int code = number(parts[i]);
        if ((code == 38 || code == 48) && i + 1 < parts.length) {
          int used = number(parts[i + 1]) == 5 ? 2 : 4;
          extended(code == 38, parts, i);
          i += used;
        } else {
          simple(code);
        }
      }
    }

    private void simple(int code) {
      switch (code) {
        case 0 -> reset();
        case 1 -> bold = true;
        case 3 -> italic = true;
        case 4 -> underline = true;
        case 22 -> bold = false;
        case 23 -> italic = false;
        case 24 -> underline = false;
        case 39 -> foreground = null;
        case 49 -> background = null;
        default -> sixteen(code);
      }
    }

    private void reset() {
      bold = false;
      italic = false;
      underline = false;
      foreground = null;
      background = null;
    }

    private void sixteen(int code) {
      if (code >= 30 && code <= 37) {
        foreground = Integer.toString(code - 30);
      } else if (code >= 90 && code <= 97) {
        foreground = Integer.toString(code - 82);
      } else if (code >= 40 && code <= 47) {
        background = Integer.toString(code - 40);
      } else if (code >= 100 && code <= 107) {
        background = Integer.toString(code - 92);
      }
    }

    private void extended(boolean isForeground, String[] parts, int at) {
      String colour = null;
      if (number(parts[at + 1]) == 5 && at + 2 < parts.length) {
        colour = indexed(number(parts[at + 2]));
      } else if (number(parts[at + 1]) == 2 && at + 4 < parts.length) {
        colour = rgb(number(parts[at + 2]), number(parts[at + 3]), number(parts[at + 4]));
      }
      if (isForeground) {
        foreground = colour;
      } else {
        background = colour;
      }
    }

    private static String indexed(int index) {
      if (index < 16) {
        return Integer.toString(index);
      } else if (index < 232) {
        int cube = index - 16;
        return rgb(CUBE[cube / 36], CUBE[cube / 6 % 6], CUBE[cube % 6]);
      }
      int grey = 8 + (Math.min(index, 255) - 232) * 10;
      return rgb(grey, grey, grey);
    }

    private static String rgb(int red, int green, int blue) {
      return String.format("#%02x%02x%02x", red & 255, green & 255, blue & 255);
    }

    private static int number(String text) {
      return text.matches("\\d{1,4}") ? Integer.parseInt(text) : 0;
    }
  }
}
