package dev.culvert.magics.sql.internal;

import dev.culvert.api.UserError;
import dev.culvert.magics.sql.internal.SqlToken.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * A text cut into its statements.
 *
 * <p>A statement ends at the delimiter, {@code ;} until a line {@code DELIMITER x} changes it. A
 * semicolon inside quotes, comments or the {@code BEGIN ... END} of a routine ends none. Pieces
 * that hold nothing but comments are no statements.
 */
final class SqlScript {

  private static final String SEMICOLON = ";";

  private final String text;
  private final SqlLexer lexer;
  private final List<SqlStatement> statements = new ArrayList<>();
  private String delimiter = SEMICOLON;
  private List<SqlToken> tokens = new ArrayList<>();
  private RoutineBody body = new RoutineBody();
  private int at;

  private SqlScript(String text, boolean backslashEscapes) {
    this.text = text;
    this.lexer = new SqlLexer(text, backslashEscapes);
  }

  static List<SqlStatement> split(String text, boolean backslashEscapes) {
    return new SqlScript(text, backslashEscapes).split();
  }

  private List<SqlStatement> split() {
    for (SqlToken token = lexer.next(0); token != null; token = lexer.next(at)) {
      if (isDelimiter(token)) {
        at = token.start() + delimiter.length();
        endStatement();
      } else if (changesDelimiter(token)) {
        at = changeDelimiter(token);
      } else {
        at = token.end();
        add(token);
      }
    }
    endStatement();
    return List.copyOf(statements);
  }

  private boolean isDelimiter(SqlToken token) {
    return text.startsWith(delimiter, token.start())
        && !(delimiter.equals(SEMICOLON) && body.isOpen());
  }

  private boolean changesDelimiter(SqlToken token) {
    return tokens.isEmpty()
        && token.is(Kind.WORD)
        && token.text(text).equalsIgnoreCase("DELIMITER");
  }

  private int changeDelimiter(SqlToken word) {
    int end = text.indexOf('\n', word.end());
    int stop = end < 0 ? text.length() : end;
    String named = text.substring(word.end(), stop).strip();
    if (named.isEmpty() || named.chars().anyMatch(Character::isWhitespace)) {
      throw UserError.usage("DELIMITER needs one word after it, as in DELIMITER //");
    }
    delimiter = named;
    return stop;
  }

  private void add(SqlToken token) {
    if (token.is(Kind.COMMENT)) {
      return;
    }
    tokens.add(token);
    body.see(token, text);
  }

  private void endStatement() {
    if (!tokens.isEmpty()) {
      statements.add(SqlStatement.of(text, tokens));
    }
    tokens = new ArrayList<>();
    body = new RoutineBody();
  }
}
