package dev.culvert.app.notebook;

/** What a terminal shows of text that goes back in its lines, as progress bars do. */
final class CarriageReturns {

  private CarriageReturns() {}

  static String applied(String text) {
    if (text.indexOf('\r') < 0) {
      return text;
    }
    StringBuilder shown = new StringBuilder();
    for (String line : Lines.split(text.replace("\r\n", "\n"))) {
      boolean ends = line.endsWith("\n");
      shown.append(overwritten(ends ? line.substring(0, line.length() - 1) : line));
      if (ends) {
        shown.append('\n');
      }
    }
    return shown.toString();
  }

  private static String overwritten(String line) {
    String shown = "";
    for (String part : line.split("\r")) {
      shown = part.length() >= shown.length() ? part : part + shown.substring(part.length());
    }
    return shown;
  }
}
