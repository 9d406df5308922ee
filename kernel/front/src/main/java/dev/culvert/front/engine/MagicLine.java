package dev.culvert.front.engine;

import dev.culvert.api.CommandModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.lang.model.SourceVersion;

/**
 * The words of a magic's line: split as a POSIX shell splits them, with {@code {expression}} taken
 * out to be evaluated as Java.
 *
 * <p>In {@code {{} and {@code }}} a brace stands for itself. Where the command's text is not its
 * own language ({@link CommandModel#rawText}), or Java ({@link CommandModel#takesCode}), only
 * leading options are words like these; the rest is taken as it is.
 */
final class MagicLine {

  private final String text;
  private final CommandModel model;
  private final List<String> words = new ArrayList<>();
  private final List<String> expressions = new ArrayList<>();
  private String code = ""; // what follows the options of a command that takes code
  private int raw = -1; // the first word that is not the command's language; negative without
  private int at;

  private MagicLine(String text, CommandModel model) {
    this.text = text;
    this.model = model;
  }

  static MagicLine parse(String text, CommandModel model) throws CellException {
    MagicLine line = new MagicLine(text, model);
    line.split();
    return line;
  }

  /** The words; the n-th expression stands in them as {@code \0n\0}. */
  List<String> words() {
    return words;
  }

  /** The Java expressions in the words. */
  List<String> expressions() {
    return expressions;
  }

  /** The Java behind the options; empty where there is none, or the command takes none. */
  String code() {
    return code;
  }

  /** The command that the words are for: the magic's own, or the subcommand that they name. */
  CommandModel command() {
    CommandModel command = model;
    for (String word : words) {
      Optional<CommandModel> next = command.subcommand(word);
      if (next.isPresent()) {
        command = next.get();
      } else if (!word.startsWith("-")) {
        break;
      }
    }
    return command;
  }

  /**
   * The name of the variable that the call declares, as in {@code --as df}.
   *
   * @throws CellException when it is none that Java allows
   */
  Optional<String> declared() throws CellException {
    CommandModel command = command();
    int end = raw < 0 ? words.size() : raw;
    if (raw >= 0 && raw + 1 < words.size() && words.get(raw + 1).startsWith("-")) {
      end = words.size(); // %%name WORD --options: they are told apart when it runs
    }
    for (int i = 0; i < end; i++) {
      String word = words.get(i);
      String name = word.replaceFirst("=.*", "");
      boolean declares =
          command.options().stream()
              .anyMatch(option -> option.declares() && option.names().contains(name));
      if (declares) {
        String following = i + 1 < words.size() ? words.get(i + 1) : "";
        String variable = name.equals(word) ? following : word.substring(name.length() + 1);
        if (!SourceVersion.isName(variable) || variable.contains(".")) {
          throw usage(name + " takes the name of a variable, as in " + name + " df");
        }
        return Optional.of(variable);
      }
    }
    return Optional.empty();
  }

  /** Adds the code that the command takes, as an expression. */
  void addCode(String expression) {
    words.add("\0" + expressions.size() + "\0");
    expressions.add(expression);
  }

  private void split() throws CellException {
    boolean rawText = model.rawText();
    boolean valueFollows = false;
    skipSpace();
    while (at < text.length()) {
      boolean option = text.charAt(at) == '-';
      if (model.takesCode() && !valueFollows && !isOption()) {
        code = text.substring(at).strip();
        return;
      }
      if (rawText && !option && !valueFollows && !isSubcommand()) {
        raw = words.size();
        words.addAll(List.of(text.substring(at).strip().split("\\s+")));
        return;
      }
      if (rawText && !option && !valueFollows) {
        rawText = false; // a subcommand: the rest of the line is its own words
      }
      String word = word();
      words.add(word);
      valueFollows = option && takesValue(word);
      skipSpace();
    }
  }

  /** Java may begin with a minus, too. */
  private boolean isOption() {
    int end = at;
    while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
      end++;
    }
    String name = text.substring(at, end).replaceFirst("=.*", "");
    return name.equals("-h")
        || name.equals("--help")
        || model.options().stream().anyMatch(each -> each.names().contains(name));
  }

  private boolean isSubcommand() {
    int end = at;
    while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
      end++;
    }
    return model.subcommand(text.substring(at, end)).isPresent();
  }

  private boolean takesValue(String word) {
    return model.options().stream()
        .anyMatch(option -> option.takesValue() && option.names().contains(word));
  }

  private void skipSpace() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private String word() throws CellException {
    StringBuilder word = new StringBuilder();
    while (at < text.length() && !Character.isWhitespace(text.charAt(at))) {
      char c = text.charAt(at);
      switch (c) {
        case '\'' -> quoted(word, '\'', false);
        case '"' -> quoted(word, '"', true);
        case '\\' -> {
          at++;
          if (at < text.length()) {
            word.append(text.charAt(at++));
          }
        }
        default -> character(word, c);
      }
    }
    return word.toString();
  }

  private void quoted(StringBuilder word, char quote, boolean escapes) throws CellException {
    int start = at++;
    while (at < text.length() && text.charAt(at) != quote) {
      char c = text.charAt(at);
      if (escapes
          && c == '\\'
          && at + 1 < text.length()
          && "\"\\".indexOf(text.charAt(at + 1)) >= 0) {
        word.append(text.charAt(at + 1));
        at += 2;
      } else {
        character(word, c);
      }
    }
    if (at == text.length()) {
      throw usage(
          "the quote at column " + (start + 1) + " of '" + text.strip() + "' is not closed");
    }
    at++;
  }

  private void character(StringBuilder word, char c) throws CellException {
    boolean doubled = at + 1 < text.length() && text.charAt(at + 1) == c;
    if ((c == '{' || c == '}') && doubled) {
      word.append(c);
      at += 2;
    } else if (c == '{' && !isFormat()) {
      String expression = expression();
      boolean untyped = FunctionArgument.isUntyped(expression);
      expressions.add(
          untyped ? FunctionArgument.typed(expression, nameIn(word), model) : expression);
      word.append('\0').append(expressions.size() - 1).append('\0');
    } else {
      word.append(c);
      at++;
    }
  }

  /** What stands before the = at the end of a word; empty without. */
  private static String nameIn(StringBuilder word) {
    int last = word.length() - 1;
    return last > 0 && word.charAt(last) == '=' ? word.substring(0, last) : "";
  }

  /** Whether the brace at {@code at} opens a number format, as {@code {:,.2f}}: that is no Java. */
  private boolean isFormat() {
    return text.startsWith("{:", at) || text.startsWith("{}", at);
  }

  /** The expression whose opening brace stands at {@code at}; goes behind the closing one. */
  private String expression() throws CellException {
    int start = at + 1;
    int end = JavaLexer.matchingBrace(text, at);
    if (end < 0) {
      throw usage(
          "the brace in '" + text.strip() + "' is not closed; write {{ for a brace of its own");
    }
    at = end + 1;
    return text.substring(start, end).strip();
  }

  private CellException usage(String what) {
    return new CellException(CellError.plain("UsageError", "%" + model.name() + ": " + what + "."));
  }
}
