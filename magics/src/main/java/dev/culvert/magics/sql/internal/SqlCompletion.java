package dev.culvert.magics.sql.internal;

import dev.culvert.api.Suggestions;
import dev.culvert.api.Suggestions.Item;
import dev.culvert.api.UserError;
import dev.culvert.magics.sql.internal.SqlToken.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What may stand at a place of SQL: tables where a table may stand, behind a name and a point its
 * columns, else the columns of the statement's tables, their aliases, and keywords. Used once.
 */
final class SqlCompletion {

  private static final Set<String> BEFORE_TABLES =
      Set.of(
          "FROM", "JOIN", "INTO", "UPDATE", "TABLE", "DESC", "DESCRIBE", "TRUNCATE", "REFERENCES");

  private static final List<String> KEYWORDS =
      List.of(
          ("ALL ALTER ANALYZE AND AS ASC AVG BEGIN BETWEEN BY CALL CASE CAST COALESCE COMMIT CONCAT"
                  + " COUNT CREATE CROSS CURRENT_DATE CURRENT_TIMESTAMP DATABASE DATE DELETE DESC"
                  + " DESCRIBE DISTINCT DROP ELSE END EXISTS EXPLAIN FALSE FROM GRANT GROUP"
                  + " GROUP_CONCAT HAVING IF IFNULL IN INDEX INNER INSERT INTERVAL INTO IS JOIN KEY"
                  + " LEFT LIKE LIMIT MAX MIN NOT NOW NULL OFFSET ON OR ORDER OUTER OVER PARTITION"
                  + " PRIMARY REFERENCES REPLACE RIGHT ROLLBACK ROUND ROW_NUMBER SELECT SET SHOW"
                  + " START SUM TABLE TABLES THEN TRANSACTION TRUE TRUNCATE UNION UNIQUE UPDATE USE"
                  + " USING VALUES VIEW WHEN WHERE WITH")
              .split(" "));

  private static final Set<String> KNOWN = Set.copyOf(KEYWORDS);

  private final String sql;
  private final Schema schema;
  private final int cursor;
  private final int wordStart;
  private final String word;
  private final List<SqlToken> tokens = new ArrayList<>();
  private final Set<Item> items = new LinkedHashSet<>();
  private int before = -1; // the last token that ends before the word

  private SqlCompletion(String sql, int cursor, Schema schema) {
    this.sql = sql;
    this.schema = schema;
    this.cursor = cursor;
    int start = cursor;
    while (start > 0 && isNamePart(sql.charAt(start - 1))) {
      start--;
    }
    this.wordStart = start;
    this.word = sql.substring(start, cursor).toLowerCase(Locale.ROOT);
  }

  static Suggestions at(String sql, int cursor, Schema schema) {
    return new SqlCompletion(sql, cursor, schema).find();
  }

  private static boolean isNamePart(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '$';
  }

  private Suggestions find() {
    if (!readStatement()) {
      return Suggestions.none(cursor);
    }
    if (isSymbol(before, ".")) {
      qualified(name(before - 1));
    } else if (isTablePlace()) {
      schema.tables().keySet().forEach(table -> add(quoted(table), "table"));
      schema.databases().forEach(database -> add(quoted(database), "database"));
    } else {
      Map<String, String> tables = tables();
      tables.values().forEach(table -> columns(table));
      tables.keySet().forEach(alias -> add(quoted(alias), "table"));
      keywords();
      if (tables.isEmpty() && !word.isEmpty()) {
        schema.tables().keySet().forEach(table -> add(quoted(table), "table"));
      }
    }
    return new Suggestions(wordStart, List.copyOf(items));
  }

  /** Reads the tokens of the statement around the cursor; false within a string or a comment. */
  private boolean readStatement() {
    SqlLexer lexer = new SqlLexer(sql, true);
    int at = 0;
    try {
      for (SqlToken token = lexer.next(0); token != null; token = lexer.next(at)) {
        at = token.end();
        boolean ends = token.is(Kind.SYMBOL) && token.text(sql).equals(";");
        if (ends && token.start() >= cursor) {
          return true;
        } else if (ends) {
          tokens.clear();
          before = -1;
        } else if (token.is(Kind.STRING) || token.is(Kind.COMMENT) || token.is(Kind.VARIABLE)) {
          boolean open = token.is(Kind.COMMENT) && !token.text(sql).startsWith("/*");
          if (token.start() < cursor && (cursor < token.end() || open && cursor == token.end())) {
            return false;
          }
        }
        if (!ends && !token.is(Kind.COMMENT)) {
          if (token.end() <= wordStart) {
            before = tokens.size();
          }
          tokens.add(token);
        }
      }
    } catch (UserError e) {
      return at >= cursor; // a quote that is not closed: before the cursor, or behind it
    }
    return true;
  }

  private boolean isSymbol(int index, String symbol) {
    return index >= 0
        && index < tokens.size()
        && tokens.get(index).is(Kind.SYMBOL)
        && tokens.get(index).text(sql).equals(symbol);
  }

  /** The keyword at a place, in capitals; empty for anything else. */
  private String keyword(int index) {
    if (index < 0 || index >= tokens.size() || !tokens.get(index).is(Kind.WORD)) {
      return "";
    }
    String text = tokens.get(index).text(sql).toUpperCase(Locale.ROOT);
    return KNOWN.contains(text) ? text : "";
  }

  /** The name at a place; empty when there is none. */
  private String name(int index) {
    if (index < 0 || index >= tokens.size()) {
      return "";
    }
    SqlToken token = tokens.get(index);
    if (token.is(Kind.QUOTED_NAME)) {
      String text = token.text(sql);
      return text.substring(1, text.length() - 1).replace("``", "`");
    }
    return token.is(Kind.WORD) && keyword(index).isEmpty() ? token.text(sql) : "";
  }

  /** Behind FROM and the like, and behind a comma in such a list. */
  private boolean isTablePlace() {
    int at = before;
    while (isSymbol(at, ",")) {
      at--;
      while (at >= 0 && !isSymbol(at, ",") && keyword(at).isEmpty() && !isSymbol(at, "(")) {
        at--;
      }
      if (keyword(at).equals("AS")) {
        at -= 2;
      }
    }
    return BEFORE_TABLES.contains(keyword(at));
  }

  private void qualified(String qualifier) {
    String table = tables().getOrDefault(qualifier.toLowerCase(Locale.ROOT), qualifier);
    if (schema.columns(table).isPresent()) {
      columns(table);
    } else if (schema.database().equalsIgnoreCase(qualifier)) {
      schema.tables().keySet().forEach(each -> add(quoted(each), "table"));
    }
  }

  /** The tables of the statement by alias, or by their own name where they have none. */
  private Map<String, String> tables() {
    Map<String, String> tables = new LinkedHashMap<>();
    for (int i = 0; i < tokens.size(); i++) {
      if (BEFORE_TABLES.contains(keyword(i))) {
        int at = i + 1;
        at = table(at, tables);
        while (isSymbol(at, ",")) {
          at = table(at + 1, tables);
        }
      }
    }
    return tables;
  }

  /** Takes a table and its alias; the place behind them. */
  private int table(int index, Map<String, String> tables) {
    int at = index;
    if (isSymbol(at + 1, ".")) {
      at += 2;
    }
    String table = name(at);
    if (table.isEmpty() || tokens.get(at).end() == cursor) {
      return at + 1;
    }
    at++;
    if (keyword(at).equals("AS")) {
      at++;
    }
    String alias = name(at);
    boolean aliased = !alias.isEmpty() && tokens.get(at).end() != cursor;
    tables.put((aliased ? alias : table).toLowerCase(Locale.ROOT), table);
    return aliased ? at + 1 : at;
  }

  private void columns(String table) {
    schema.columns(table).orElse(List.of()).forEach(column -> add(quoted(column), "column"));
  }

  private void keywords() {
    boolean lower = wordStart < cursor && Character.isLowerCase(sql.charAt(wordStart));
    if (!word.isEmpty()) {
      KEYWORDS.forEach(each -> add(lower ? each.toLowerCase(Locale.ROOT) : each, "keyword"));
    }
  }

  private void add(String text, String type) {
    String bare = text.startsWith("`") ? text.substring(1) : text;
    if (bare.toLowerCase(Locale.ROOT).startsWith(word)) {
      items.add(new Item(text, type));
    }
  }

  /** As it stands in a statement: in backticks where it is no plain word. */
  private static String quoted(String name) {
    boolean plain = name.matches("[\\p{L}_][\\p{L}\\p{N}_$]*");
    return plain && !KNOWN.contains(name.toUpperCase(Locale.ROOT))
        ? name
        : "`" + name.replace("`", "``") + "`";
  }
}
