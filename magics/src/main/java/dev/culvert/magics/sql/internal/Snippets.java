package dev.culvert.magics.sql.internal;

import dev.culvert.api.Nearest;
import dev.culvert.api.UserError;
import dev.culvert.magics.sql.internal.SqlToken.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Queries that were saved under a name, and stand before later queries as common table expressions.
 *
 * <p>Invariant: a snippet names only snippets that were saved before it, so there are no circles.
 * Its variables are bound when it is saved. Guarded by its own lock.
 */
final class Snippets {

  private static final Set<String> BEFORE_TABLES = Set.of("FROM", "JOIN");

  /**
   * One of them.
   *
   * @param query what it selects, on one line, with the values of its variables
   * @param needs the snippets that stand before it
   */
  record Snippet(String name, BoundStatement query, List<Snippet> needs) {
    Snippet {
      needs = List.copyOf(needs);
    }
  }

  private final Map<String, Snippet> saved = new LinkedHashMap<>();

  /**
   * Checks a name before its query runs.
   *
   * @throws UserError when a snippet cannot have it
   */
  static void check(String name) {
    if (!name.matches("[A-Za-z_][A-Za-z0-9_]*") || SqlWords.isVerb(name)) {
      throw UserError.usage(
          "--save takes a name of letters, digits and _, which begins no statement.");
    }
  }

  /** Saves a query, in place of one of the same name. */
  synchronized void save(String name, BoundStatement query, List<Snippet> needs) {
    saved.remove(key(name));
    saved.put(key(name), new Snippet(name, query, needs));
  }

  synchronized Collection<Snippet> all() {
    return List.copyOf(saved.values());
  }

  /**
   * Forgets one.
   *
   * @throws UserError when there is none of that name
   */
  synchronized void remove(String name) {
    find(name);
    saved.remove(key(name));
  }

  /**
   * The snippets of a statement: those that are named, and those that stand where a table stands.
   *
   * @throws UserError when one is named that there is not, or the statement is no query
   */
  synchronized List<Snippet> of(SqlStatement statement, List<String> named) {
    Map<String, Snippet> found = new LinkedHashMap<>();
    named.forEach(name -> collect(find(name), found));
    if (!saved.isEmpty() && statement.isPlainQuery()) {
      mentioned(statement).forEach(snippet -> collect(snippet, found));
    } else if (!named.isEmpty() && !statement.isPlainQuery()) {
      throw UserError.usage("--with puts snippets before a query, and this is none.");
    }
    return List.copyOf(found.values());
  }

  private static void collect(Snippet snippet, Map<String, Snippet> found) {
    snippet.needs().forEach(need -> collect(need, found));
    found.putIfAbsent(key(snippet.name()), snippet);
  }

  private Snippet find(String name) {
    Snippet snippet = saved.get(key(name));
    if (snippet == null) {
      List<String> names = saved.values().stream().map(Snippet::name).toList();
      String meant = Nearest.hint(name, names);
      String there =
          names.isEmpty() ? " None is saved." : " Saved: " + String.join(", ", names) + ".";
      throw UserError.usage("no snippet is named '" + name + "'." + meant + there);
    }
    return snippet;
  }

  private List<Snippet> mentioned(SqlStatement statement) {
    List<SqlToken> tokens = statement.tokens();
    String text = statement.text();
    List<Snippet> found = new ArrayList<>();
    for (int i = 1; i < tokens.size(); i++) {
      boolean name = tokens.get(i).is(Kind.WORD) || tokens.get(i).is(Kind.QUOTED_NAME);
      Snippet snippet = name ? saved.get(key(tokens.get(i).text(text).replace("`", ""))) : null;
      String before = tokens.get(i - 1).text(text).toUpperCase(Locale.ROOT);
      boolean qualified = i + 1 < tokens.size() && tokens.get(i + 1).text(text).equals(".");
      if (snippet != null
          && !qualified
          && !defines(statement, snippet.name())
          && (BEFORE_TABLES.contains(before) || before.equals(","))) {
        found.add(snippet);
      }
    }
    return found;
  }

  /** Whether a query has an expression of that name itself. */
  private static boolean defines(SqlStatement statement, String name) {
    List<SqlToken> tokens = statement.tokens();
    String text = statement.text();
    for (int i = 1; i + 2 < tokens.size() && statement.verb().equals("WITH"); i++) {
      if (tokens.get(i).text(text).replace("`", "").equalsIgnoreCase(name)
          && tokens.get(i + 1).text(text).equalsIgnoreCase("AS")
          && tokens.get(i + 2).text(text).equals("(")) {
        return true;
      }
    }
    return false;
  }

  /** A statement behind its snippets; their values stand before its own. */
  static BoundStatement compose(
      List<Snippet> snippets, BoundStatement statement, Dialect.Notation notation) {
    if (snippets.isEmpty()) {
      return statement;
    }
    StringBuilder sql = new StringBuilder();
    List<Object> values = new ArrayList<>();
    for (Snippet snippet : snippets) {
      sql.append(sql.isEmpty() ? "" : ", ").append(notation.quote(snippet.name()));
      sql.append(" AS (").append(snippet.query().sql()).append(')');
      values.addAll(snippet.query().values());
    }
    values.addAll(statement.values());
    return new BoundStatement(before(statement.sql(), sql.toString()), values);
  }

  /** Puts the expressions before a query, which may have some of its own. */
  private static String before(String query, String expressions) {
    SqlLexer lexer = new SqlLexer(query, true);
    SqlToken first = lexer.next(0);
    if (!first.text(query).equalsIgnoreCase("WITH")) {
      return "WITH " + expressions + " " + query;
    }
    SqlToken second = lexer.next(first.end());
    boolean recursive = second != null && second.text(query).equalsIgnoreCase("RECURSIVE");
    int at = recursive ? second.end() : first.end();
    return query.substring(0, at) + " " + expressions + "," + query.substring(at);
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
