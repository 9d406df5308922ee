package dev.culvert.front.engine;

import dev.culvert.api.CommandModel;
import dev.culvert.api.Nearest;
import dev.culvert.worker.wire.Begin;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.lang.model.SourceVersion;

/**
 * Cuts a cell's text into Java and magics.
 *
 * <p>A magic starts only where a statement may begin, or behind {@code =} as a value: {@code %} in
 * an expression, a string, a text block or a comment is Java. It ends with its line, or with the
 * block of Java that it takes; {@code %%name} on the first line takes the whole cell. One use a
 * cell.
 */
final class CellCutter {

  /** Before the name of a method that cells call in the worker. */
  static final String AGENT = "dev.culvert.worker.Agent.";

  private static final Map<String, String> COMMANDS =
      Map.of(
          "vars", "who vars",
          "methods", "who methods",
          "types", "who types",
          "imports", "who imports",
          "list", "who list",
          "history", "history",
          "reset", "reset",
          "help", "help");
  private static final String COMMANDS_LISTED =
      COMMANDS.keySet().stream().sorted().collect(Collectors.joining(", /"));

  private final String text;
  private final Supplier<MagicCatalog> catalog; // asked only when there is a magic
  private final Predicate<String> known; // whether the notebook declares a name
  private final StringBuilder java = new StringBuilder();
  private final List<Begin.Magic> magics = new ArrayList<>();
  private final List<String> texts = new ArrayList<>();
  private Optional<Directives> directives = Optional.empty();
  private int at;
  private int depth; // of braces
  private char before = ';'; // the last character of code: tells where a statement may begin

  private CellCutter(String text, Supplier<MagicCatalog> catalog, Predicate<String> known) {
    this.text = text;
    this.catalog = catalog;
    this.known = known;
  }

  /**
   * Cuts a cell.
   *
   * @param known whether the notebook declares a name
   */
  static CellSource cut(String text, Supplier<MagicCatalog> catalog, Predicate<String> known)
      throws CellException {
    CellCutter cutter = new CellCutter(text, catalog, known);
    cutter.cut();
    return new CellSource(cutter.java.toString(), cutter.magics, cutter.texts);
  }

  private void cut() throws CellException {
    int start = firstCode();
    if (text.startsWith("%%", start)) {
      cellMagic(start);
      return;
    }
    code();
  }

  /** All that is left, as Java with magics in it. */
  private void code() throws CellException {
    directives = Directives.in(text, at, Runtime.version().feature());
    while (at < text.length()) {
      step();
    }
  }

  private int firstCode() {
    int first = 0;
    while (first < text.length() && Character.isWhitespace(text.charAt(first))) {
      first++;
    }
    return first;
  }

  private void step() throws CellException {
    if (directives.isPresent() && directives.get().at() == at) {
      for (Map.Entry<String, List<String>> each : directives.get().calls().entrySet()) {
        directive(each.getKey(), each.getValue());
      }
    }
    int behind = JavaLexer.skip(text, at);
    if (behind > at) {
      if (!JavaLexer.isComment(text, at)) {
        before = '"';
      }
      java.append(text, at, behind);
      at = behind;
      return;
    }
    char c = text.charAt(at);
    boolean statement = before == ';' || before == '}' || before == '{';
    if (c == '%' && (statement || before == '=') && isNameAt(at + 1)) {
      lineMagic(before == '=');
    } else if (c == '/' && statement && startsLine() && isNameAt(at + 1)) {
      command();
    } else if (c == '!' && statement && startsLine() && !text.startsWith("!=", at)) {
      shell("shell(");
    } else if (c == '!' && before == '=' && depth == 0 && isShellValue()) {
      shell("lines(");
    } else {
      depth += c == '{' ? 1 : c == '}' ? -1 : 0;
      if (!Character.isWhitespace(c)) {
        before = c;
      }
      java.append(c);
      at++;
    }
  }

  private boolean isNameAt(int index) {
    return index < text.length() && Character.isLetter(text.charAt(index));
  }

  private boolean startsLine() {
    int lineStart = text.lastIndexOf('\n', at - 1) + 1;
    return text.substring(lineStart, at).isBlank();
  }

  private String restOfLine() {
    int end = text.indexOf('\n', at);
    String rest = text.substring(at, end < 0 ? text.length() : end);
    at += rest.length();
    before = ';';
    return rest;
  }

  private boolean isShellValue() {
    int end = text.indexOf('\n', at);
    return ShellValue.follows(java, text.substring(at + 1, end < 0 ? text.length() : end), known);
  }

  private void shell(String method) {
    at++;
    String command = restOfLine().strip();
    java.append(AGENT).append(method).append(magics.size()).append(", ");
    java.append(CellSource.VARIABLES).append(magics.size()).append("*/);");
    add(new Begin.Magic("!", command, List.of(), null), command);
  }

  /** A command of jshell's, as {@code /vars}: no Java statement begins with a slash. */
  private void command() throws CellException {
    at++;
    String line = restOfLine();
    String name = nameIn(line);
    String magic = COMMANDS.get(name);
    if (magic == null) {
      throw new CellException(
          CellError.plain(
              "UnknownCommand",
              "there is no command /" + name + " here. There are /" + COMMANDS_LISTED + "."));
    }
    call(magic + line.substring(name.length()), false);
  }

  /** Calls a magic; the comment that asked for it stays behind the call. */
  private void directive(String magic, List<String> words) throws CellException {
    String name = find(magic, "%").name();
    String line = String.join(" ", words);
    java.append(call("magic", List.of())).append(';');
    add(new Begin.Magic(name, line, words, null), line);
  }

  private void lineMagic(boolean isValue) throws CellException {
    at++;
    call(restOfCall(), isValue);
  }

  /** The rest of the line, and the lines below it up to the brace that closes its Java. */
  private String restOfCall() throws CellException {
    int start = at;
    String line = restOfLine();
    Optional<CommandModel> model =
        line.indexOf('{') < 0 ? Optional.empty() : catalog.get().find(nameIn(line));
    if (model.isEmpty() || !model.get().takesCode()) {
      return line;
    }
    String code = MagicLine.parse(line.substring(nameIn(line).length()), model.get()).code();
    int open = start + line.stripTrailing().length() - code.length();
    int close = code.startsWith("{") ? JavaLexer.matchingBrace(text, open) : -1;
    if (close < at) {
      return line;
    }
    at = close;
    return text.substring(start, close) + restOfLine();
  }

  private void call(String line, boolean isValue) throws CellException {
    String name = nameIn(line);
    String rest = line.substring(name.length());
    if (name.equals("lsmagic") || name.equals("help")) {
      java.append(AGENT).append("help(").append(quote(help(rest.strip()))).append(");");
      return;
    }
    CommandModel model = find(name, "%");
    String text = rest.stripTrailing();
    if (isValue && text.endsWith(";")) {
      text = text.substring(0, text.length() - 1);
    }
    MagicLine words = MagicLine.parse(text, model);
    if (model.runsCell() && PieceKind.of(words.code()) == Piece.Kind.DECLARATION) {
      declaration(name, model, words);
      return;
    }
    addCode(words, words.code());
    Optional<String> declared = words.declared();
    if (isValue && declared.isPresent()) {
      throw new CellException(
          CellError.plain(
              "UsageError",
              "%" + name + ": the value has a variable here already; leave one of the two out."));
    }
    declared.ifPresent(variable -> java.append("var ").append(variable).append(" = "));
    if (isValue || declared.isPresent()) {
      java.append('(').append(resultType(name, words)).append(") ");
      java.append(call("magic", words.expressions())).append(';');
    } else if (leavesValue(model)) { // for a variable, not for show
      java.append(AGENT).append("ignore(").append(call("magic", words.expressions())).append(");");
    } else {
      java.append(call("magic", words.expressions())).append(';');
    }
    add(new Begin.Magic(name, text.strip(), words.words(), null), text);
  }

  /** A declaration is no part of an expression: the magic stands around it. */
  private void declaration(String name, CommandModel model, MagicLine words) {
    String code = bare(words.code());
    java.append(call("enter", words.expressions())).append("; ");
    add(new Begin.Magic(name, code, words.words(), ""), code);
    java.append(code.endsWith(";") ? code : code + ";")
        .append(' ')
        .append(AGENT)
        .append(leavesValue(model) ? "ignore(" + AGENT + "take());" : "leave();");
  }

  /** Whether {@code %%name} takes the name of a variable for what it leaves. */
  private static boolean leavesValue(CommandModel model) {
    return model.argument() == CommandModel.Argument.VARIABLE;
  }

  /** Makes the Java that a command takes a value of its call. */
  private static void addCode(MagicLine words, String code) {
    if (!code.isEmpty()) {
      Piece piece = new Piece(bare(code), 0);
      String body =
          switch (piece.kind()) {
            case EXPRESSION -> piece.expression();
            case ASSIGNMENT -> "{ " + piece.expression() + "; }"; // as in a cell: no result
            default -> "{ " + piece.source() + " }";
          };
      words.addCode(AGENT + "code(() -> " + body + ")");
    }
  }

  /** Without what stands behind the code: a comment would reach into what we put there. */
  private static String bare(String code) {
    return code.substring(0, JavaLexer.endOfCode(code));
  }

  private void cellMagic(int start) throws CellException {
    java.append(text, 0, start);
    at = start + 2;
    String line = restOfLine();
    String name = nameIn(line);
    CommandModel model = find(name, "%%");
    String rest = line.substring(name.length()).strip();
    MagicLine words = MagicLine.parse(rest, model);
    if (leavesValue(model)) {
      String variable = words.code();
      if (!variable.isEmpty() && (!SourceVersion.isName(variable) || variable.contains("."))) {
        throw new CellException(
            CellError.plain(
                "UsageError",
                "%%"
                    + name
                    + ": '"
                    + variable
                    + "' is no name of a variable. Write the code below it, or use %"
                    + name
                    + " for code on the same line."));
      }
      java.append(call("enter", words.expressions())).append(';');
      add(new Begin.Magic(name, rest, words.words(), ""), rest);
      code();
      take(variable, model);
      return;
    }
    if (!words.code().isEmpty()) {
      throw new CellException(
          CellError.plain(
              "UsageError",
              "%%"
                  + name
                  + " takes its code from the lines below it; '"
                  + words.code()
                  + "' stands beside it. Use %"
                  + name
                  + " for code on the same line."));
    }
    if (model.runsCell()) {
      java.append(call("enter", words.expressions())).append(';');
      add(new Begin.Magic(name, rest, words.words(), ""), rest);
      code();
      return;
    }
    String body = at < text.length() ? text.substring(at + 1) : "";
    if (model.takesCode()) {
      words.addCode(AGENT + "code(() -> {\n" + Piece.closed(body, "})"));
    }
    Optional<String> declared = words.declared();
    if (declared.isPresent()) {
      java.append("var ").append(declared.get()).append(" = ");
      java.append('(').append(resultType(name, words)).append(") ");
    }
    java.append(call("magic", words.expressions())).append(declared.isPresent() ? ";" : "");
    add(new Begin.Magic(name, rest, words.words(), body), rest + "\n" + body);
  }

  /** Ends the magic that the cell began with; the variable, if any, gets what it leaves. */
  private void take(String variable, CommandModel model) {
    java.append(before == ';' ? "\n" : "\n;");
    String take = AGENT + "take()";
    java.append(
        variable.isEmpty()
            ? AGENT + "ignore(" + take + ");"
            : "var " + variable + " = (" + model.resultType() + ") " + take + ";");
  }

  private String call(String method, List<String> expressions) {
    return call(method, magics.size(), expressions);
  }

  /**
   * The Java that calls a magic.
   *
   * @param index its place among the magics of its cell
   * @param expressions whose values it takes
   */
  static String call(String method, int index, List<String> expressions) {
    return AGENT
        + method
        + "("
        + index
        + ", new Object[] {"
        + String.join(", ", expressions)
        + "}, "
        + CellSource.VARIABLES
        + index
        + "*/)";
  }

  private void add(Begin.Magic magic, String mentions) {
    magics.add(magic);
    texts.add(mentions);
  }

  private static String nameIn(String line) {
    int end = 0;
    while (end < line.length()
        && (Character.isLetterOrDigit(line.charAt(end)) || "_-".indexOf(line.charAt(end)) >= 0)) {
      end++;
    }
    return line.substring(0, end);
  }

  private CommandModel find(String name, String prefix) throws CellException {
    Optional<CommandModel> model = catalog.get().find(name);
    if (model.isPresent()) {
      return model.get();
    }
    String meant =
        Nearest.to(name, catalog.get().names())
            .map(near -> " Did you mean " + prefix + near + "?")
            .orElse("");
    throw new CellException(
        CellError.plain(
            "UnknownMagic",
            "there is no magic " + prefix + name + "." + meant + " %lsmagic lists all of them."));
  }

  private String resultType(String name, MagicLine words) throws CellException {
    CommandModel command = words.command();
    if (command.resultType().equals("void")) {
      throw new CellException(
          CellError.plain(
              "UsageError",
              "%"
                  + name
                  + " gives no value here, so nothing can be assigned. Write it on a line"
                  + " of its own."));
    }
    return command.resultType();
  }

  private String help(String topic) throws CellException {
    if (topic.isEmpty()) {
      return catalog.get().overview();
    }
    return find(topic.replaceFirst("^%+", ""), "%").help();
  }

  private static String quote(String text) {
    return "\""
        + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\r", "").replace("\n", "\\n")
        + "\"";
  }
}
