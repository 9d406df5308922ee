package dev.culvert.magics.sql.internal;

import dev.culvert.magics.sql.internal.SqlToken.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * One statement of a script.
 *
 * @param text it as it was written, without leading comments and delimiter
 * @param line the line of the script it begins in, from 1
 * @param tokens its tokens; places are within {@code text}; never empty
 */
record SqlStatement(String text, int line, List<SqlToken> tokens) {

  private static final Set<String> QUERIES = Set.of("SELECT", "WITH", "VALUES", "TABLE");
  private static final Set<String> LISTINGS = Set.of("SHOW", "DESC", "DESCRIBE", "EXPLAIN");

  private static final Set<String> DEFINITIONS =
      Set.of("CREATE", "DROP", "ALTER", "RENAME", "CALL");

  static SqlStatement of(String script, List<SqlToken> tokens) {
    int start = tokens.get(0).start();
    int end = tokens.get(tokens.size() - 1).end();
    int line = 1 + (int) script.substring(0, start).chars().filter(c -> c == '\n').count();
    List<SqlToken> moved =
        tokens.stream()
            .map(t -> new SqlToken(t.kind(), t.start() - start, t.end() - start))
            .toList();
    return new SqlStatement(script.substring(start, end), line, moved);
  }

  /** Whether its result is a table. */
  boolean givesRows() {
    return isPlainQuery() || LISTINGS.contains(verb());
  }

  /** It without comments and line breaks, but for those within quotes. */
  String onOneLine() {
    StringBuilder line = new StringBuilder();
    int end = 0;
    for (SqlToken token : tokens) {
      line.append(token.start() > end && end > 0 ? " " : "").append(token.text(text));
      end = token.end();
    }
    return line.toString();
  }

  /** Whether tables or columns may be other ones after it. */
  boolean changesNames() {
    return DEFINITIONS.contains(verb());
  }

  /** Whether its rows go into a file on the server's machine. */
  boolean writesOnServer() {
    return has("INTO") && (has("OUTFILE") || has("DUMPFILE"));
  }

  /** Whether it begins a transaction, or gives one up: what was before does not count then. */
  boolean beginsAnew() {
    return switch (verb()) {
      case "BEGIN" -> !has("NOT"); // BEGIN NOT ATOMIC is a block
      case "START" -> has("TRANSACTION");
      case "ROLLBACK" -> !has("TO"); // a savepoint
      default -> false;
    };
  }

  private boolean has(String word) {
    return tokens.stream().anyMatch(t -> t.is(Kind.WORD) && t.text(text).equalsIgnoreCase(word));
  }

  /** Its first word in capitals, past opening parentheses; empty when it begins with none. */
  String verb() {
    for (SqlToken token : tokens) {
      if (token.is(Kind.WORD)) {
        return token.text(text).toUpperCase(Locale.ROOT);
      } else if (!token.text(text).equals("(")) {
        return "";
      }
    }
    return "";
  }

  /**
   * Whether the server may be told how many rows to send: it is a query, and its rows go to us and
   * not into a file, which a limit would cut without a word.
   */
  boolean isPlainQuery() {
    return QUERIES.contains(verb()) && !has("INTO");
  }
}
