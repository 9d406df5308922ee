package dev.culvert.magics.tunnel.internal.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One line that sets something.
 *
 * @param keyword in lower case
 * @param words what follows, split as OpenSSH does: quotes removed, a word that begins with {@code
 *     #} ends the line
 * @param rest what follows as it was written, for the keywords whose value is a command
 * @param place the file and the line, or the option it came from
 */
record ConfigLine(String keyword, List<String> words, String rest, String place) {

  private static final String BLANKS = " \t\r\n\f";

  /**
   * Reads a line.
   *
   * @return empty for a blank line and for a comment
   * @throws ConfigError when the keyword has no value or quotes are not closed
   */
  static Optional<ConfigLine> parse(String line, String place) {
    String text = line.strip();
    if (text.isEmpty() || text.startsWith("#")) {
      return Optional.empty();
    }
    int end = 0;
    while (end < text.length() && BLANKS.indexOf(text.charAt(end)) < 0 && text.charAt(end) != '=') {
      end++;
    }
    String keyword = text.substring(0, end).toLowerCase(Locale.ROOT);
    String rest = text.substring(skipSign(text, end));
    if (keyword.isEmpty() || rest.isEmpty()) {
      throw new ConfigError("%s: '%s' has no value.".formatted(place, Shown.of(text)));
    }
    return Optional.of(new ConfigLine(keyword, split(rest, place), rest, place));
  }

  String first() {
    if (words.isEmpty()) {
      throw new ConfigError("%s: %s has no value.".formatted(place, keyword));
    }
    return words.get(0);
  }

  /** Blanks and at most one equals sign. */
  private static int skipSign(String text, int from) {
    int at = skipBlanks(text, from);
    return at < text.length() && text.charAt(at) == '=' ? skipBlanks(text, at + 1) : at;
  }

  private static int skipBlanks(String text, int from) {
    int at = from;
    while (at < text.length() && BLANKS.indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return at;
  }

  private static List<String> split(String text, String place) {
    List<String> words = new ArrayList<>();
    int at = skipBlanks(text, 0);
    while (at < text.length() && text.charAt(at) != '#') {
      StringBuilder word = new StringBuilder();
      at = word(text, at, word, place);
      words.add(word.toString());
      at = skipBlanks(text, at);
    }
    return List.copyOf(words);
  }

  /** Reads one word and returns where it ends. */
  private static int word(String text, int from, StringBuilder word, String place) {
    char quote = 0;
    int at = from;
    for (; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '\\' && at + 1 < text.length() && escapes(text.charAt(at + 1), quote)) {
        word.append(text.charAt(++at));
      } else if (quote == 0 && BLANKS.indexOf(c) >= 0) {
        break;
      } else if (quote == 0 && (c == '"' || c == '\'')) {
        quote = c;
      } else if (quote != 0 && c == quote) {
        quote = 0;
      } else {
        word.append(c);
      }
    }
    if (quote != 0) {
      throw new ConfigError("%s: a quote is not closed.".formatted(place));
    }
    return at;
  }

  private static boolean escapes(char escaped, char quote) {
    return escaped == '\\' || escaped == '"' || escaped == '\'' || (quote == 0 && escaped == ' ');
  }
}
