package dev.culvert.magics.internal;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds where the words of a line begin and end, as a POSIX shell would split it: quotes and
 * backslashes keep blanks together, and so do the braces of a notebook expression.
 */
final class Words {

  private Words() {}

  /**
   * A word of the line.
   *
   * @param text the word without its quotes
   * @param start where it begins in the line
   */
  record Word(String text, int start) {}

  static List<Word> of(String line) {
    List<Word> words = new ArrayList<>();
    int at = 0;
    while ((at = skipBlanks(line, at)) < line.length()) {
      StringBuilder text = new StringBuilder();
      int end = endOfWord(line, at, text);
      words.add(new Word(text.toString(), at));
      at = end;
    }
    return words;
  }

  private static int skipBlanks(String line, int from) {
    int at = from;
    while (at < line.length() && Character.isWhitespace(line.charAt(at))) {
      at++;
    }
    return at;
  }

  private static int endOfWord(String line, int start, StringBuilder text) {
    char quote = 0;
    int braces = 0;
    int at = start;
    for (; at < line.length(); at++) {
      char c = line.charAt(at);
      if (quote == 0 && braces == 0 && Character.isWhitespace(c)) {
        break;
      } else if (c == '\\' && quote != '\'' && at + 1 < line.length()) {
        text.append(line.charAt(++at));
      } else if (quote == 0 && (c == '\'' || c == '"')) {
        quote = c;
      } else if (c == quote) {
        quote = 0;
      } else {
        braces = Math.max(0, braces + (c == '{' ? 1 : c == '}' ? -1 : 0));
        text.append(c);
      }
    }
    return at;
  }
}
