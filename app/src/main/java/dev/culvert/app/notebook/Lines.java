package dev.culvert.app.notebook;

import java.util.ArrayList;
import java.util.List;

/** Texts as notebook files hold them: a list of lines, each with its line break. */
final class Lines {

  private Lines() {}

  static List<String> split(String text) {
    List<String> lines = new ArrayList<>();
    int start = 0;
    for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
      lines.add(text.substring(start, end + 1));
      start = end + 1;
    }
    if (start < text.length()) {
      lines.add(text.substring(start));
    }
    return lines;
  }
}
