package dev.culvert.magics.sql.internal;

import dev.culvert.api.Cell;
import dev.culvert.api.Displayable;
import dev.culvert.api.MagicCall;
import dev.culvert.api.MimeBundle;
import dev.culvert.api.Notebook;
import dev.culvert.api.Suggestions;
import dev.culvert.api.UserError;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.dflib.DataFrame;

/** A notebook with the SQL magic in it, variables, and an answer to every password prompt. */
final class SqlNotebook implements Notebook, AutoCloseable {

  private final SqlMagic magic;
  private final Map<String, Object> variables = new HashMap<>();
  private final List<Runnable> hooks = new CopyOnWriteArrayList<>();
  private final List<Object> shown = new CopyOnWriteArrayList<>();
  private final Map<String, Object> places = new HashMap<>(); // shown, by id
  private final List<String> changes = new CopyOnWriteArrayList<>();
  private final List<String> prompts = new CopyOnWriteArrayList<>();
  private final CountDownLatch hooked = new CountDownLatch(1);
  private String password = "";
  private String input;

  SqlNotebook() {
    this(Path.of("no-profiles-here.toml"));
  }

  SqlNotebook(Path profiles) {
    magic = new SqlMagic(profiles);
  }

  /** What is typed when a line is asked for; without it nobody is there. */
  SqlNotebook typing(String line) {
    input = line;
    return this;
  }

  SqlNotebook answering(String answer) {
    password = answer;
    return this;
  }

  SqlNotebook with(String name, Object value) {
    variables.put(name, value);
    return this;
  }

  /** Connects under the name {@code test} and forgets what that showed. */
  SqlNotebook connected(TestServer server) throws Exception {
    answering(TestServer.PASSWORD);
    line(
        "connect test jdbc:mariadb://127.0.0.1:"
            + server.get().port()
            + "/demo --user owner"
            + " --password");
    shown.clear();
    return this;
  }

  Object line(String line) throws Exception {
    return magic.run(new MagicCall(words(line), line, null, this));
  }

  /** A line whose words were split already, so that one may hold blanks. */
  Object magic(List<String> words) throws Exception {
    return magic.run(new MagicCall(words, String.join(" ", words), null, this));
  }

  Object cell(String line, String body) throws Exception {
    return magic.run(new MagicCall(words(line), line, body, this));
  }

  /** Loads the bookstore of the examples into a new database and changes to it. */
  SqlNotebook inBookstore() throws Exception {
    Path script = Path.of(System.getProperty("culvert.root"), "examples/bookstore.sql");
    cell(
        "--quiet",
        "SET foreign_key_checks = 0; DROP DATABASE IF EXISTS bookstore;"
            + " SET foreign_key_checks = 1; CREATE DATABASE bookstore; USE bookstore");
    cell("--quiet", Files.readString(script));
    return this;
  }

  int main(List<String> args, StringWriter err) {
    return magic.main(args, this, new PrintWriter(err), new PrintWriter(err));
  }

  /** What is offered at the end of the SQL of a cell. */
  List<String> suggest(String line, String sql) {
    return suggest(line, sql, sql.length());
  }

  /** What is offered at a place of the SQL of a cell. */
  List<String> suggest(String line, String sql, int cursor) {
    String text = " " + line + "\n" + sql;
    return magic.suggest(text, text.length() - sql.length() + cursor, true).items().stream()
        .map(Suggestions.Item::text)
        .toList();
  }

  DataFrame frame(String sql) throws Exception {
    return (DataFrame) cell("", sql);
  }

  Object value(String sql) throws Exception {
    return frame(sql).getColumn(0).get(0);
  }

  /** The plain text of all that was shown, without times. */
  List<String> texts() {
    return shown.stream().map(SqlNotebook::text).map(SqlNotebook::timeless).toList();
  }

  List<Object> shown() {
    return shown;
  }

  List<String> prompts() {
    return prompts;
  }

  void awaitStatement() throws InterruptedException {
    hooked.await();
  }

  void interrupt() {
    hooks.forEach(Runnable::run);
  }

  private static List<String> words(String line) {
    return line.isBlank() ? List.of() : Arrays.asList(line.strip().split("\\s+"));
  }

  private static String text(Object value) {
    return value instanceof Displayable displayable
        ? displayable.toMimeBundle().data().get("text/plain")
        : value instanceof MimeBundle bundle
            ? bundle.data().get("text/plain")
            : String.valueOf(value);
  }

  private static String timeless(String text) {
    return text.replaceFirst(", \\d+(\\.\\d+)? m?s$", "");
  }

  @Override
  public Cell cell() {
    return new Cell() {
      @Override
      public int number() {
        return 1;
      }

      @Override
      public Registration onInterrupt(Runnable hook) {
        hooks.add(hook);
        hooked.countDown();
        return () -> hooks.remove(hook);
      }
    };
  }

  @Override
  public void display(Object value) {
    shown.add(value);
  }

  @Override
  public void display(Object value, String id) {
    display(value);
    places.put(id, value);
    changes.add(text(value));
  }

  @Override
  public void update(Object value, String id) {
    shown.replaceAll(before -> before == places.get(id) ? value : before);
    places.put(id, value);
    changes.add(text(value));
  }

  /** All that stood in places that change, one text after the other. */
  List<String> changes() {
    return changes;
  }

  @Override
  public String input(String prompt) {
    prompts.add(prompt);
    if (input != null) {
      return input;
    }
    throw new UserError("InputUnavailable", "this front end takes no input");
  }

  @Override
  public char[] password(String prompt) {
    prompts.add(prompt);
    return password.toCharArray();
  }

  @Override
  public Optional<Variable> variable(String name) {
    return variables.containsKey(name)
        ? Optional.of(new Variable(name, variables.get(name)))
        : Optional.empty();
  }

  @Override
  public void addToClassPath(List<Path> entries) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {
    magic.close();
  }
}
