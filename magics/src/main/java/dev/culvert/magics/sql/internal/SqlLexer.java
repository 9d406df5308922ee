package dev.culvert.magics.sql.internal;

import dev.culvert.api.UserError;
import dev.culvert.magics.sql.internal.SqlToken.Kind;

/**
 * Finds the tokens of SQL text as MariaDB and MySQL read it.
 *
 * <p>Hazard: a lexer that ends a string elsewhere than the server does would bind variables inside
 * a string. So it must know whether a backslash escapes, which the session's {@code sql_mode} says.
 */
final class SqlLexer {

  private final String sql;
  private final boolean backslashEscapes;

  SqlLexer(String sql, boolean backslashEscapes) {
    this.sql = sql;
    this.backslashEscapes = backslashEscapes;
  }

  /** The first token at or after a place; null when there is none. */
  SqlToken next(int from) {
    int start = from;
    while (start < sql.length() && Character.isWhitespace(sql.charAt(start))) {
      start++;
    }
    return start == sql.length() ? null : at(start);
  }

  private SqlToken at(int start) {
    char c = sql.charAt(start);
    if (c == '\'' || c == '"') {
      return new SqlToken(Kind.STRING, start, endOfQuotes(start, c, backslashEscapes));
    } else if (c == '`') {
      return new SqlToken(Kind.QUOTED_NAME, start, endOfQuotes(start, c, false));
    } else if (startsLineComment(start)) {
      return new SqlToken(Kind.COMMENT, start, endOfLine(start));
    } else if (sql.startsWith("/*", start)) {
      return blockComment(start);
    } else if (startsVariable(start)) {
      return new SqlToken(Kind.VARIABLE, start, endOfWord(start + 1));
    } else if (isWordPart(c)) {
      return new SqlToken(Kind.WORD, start, endOfWord(start));
    }
    return new SqlToken(Kind.SYMBOL, start, start + 1);
  }

  private int endOfQuotes(int start, char quote, boolean backslash) {
    for (int at = start + 1; at < sql.length(); at++) {
      char c = sql.charAt(at);
      if (backslash && c == '\\') {
        at++;
      } else if (c == quote) {
        if (at + 1 < sql.length() && sql.charAt(at + 1) == quote) {
          at++;
        } else {
          return at + 1;
        }
      }
    }
    throw unfinished("the quote " + quote, start);
  }

  /** Two dashes begin a comment only before a blank, so that {@code 5--1} is a difference. */
  private boolean startsLineComment(int start) {
    if (sql.charAt(start) == '#') {
      return true;
    }
    int after = start + 2;
    return sql.startsWith("--", start) && (after == sql.length() || sql.charAt(after) <= ' ');
  }

  private int endOfLine(int start) {
    int end = sql.indexOf('\n', start);
    return end < 0 ? sql.length() : end;
  }

  private SqlToken blockComment(int start) {
    int end = sql.indexOf("*/", start + 2);
    if (end < 0) {
      throw unfinished("the comment /*", start);
    }
    boolean run = sql.startsWith("/*!", start) || sql.startsWith("/*M!", start);
    return new SqlToken(run ? Kind.RUN_COMMENT : Kind.COMMENT, start, end + 2);
  }

  /** A name after a colon; not in {@code a::b}, {@code a:=1}, {@code label:loop} or 12:30. */
  private boolean startsVariable(int start) {
    if (sql.charAt(start) != ':' || start + 1 == sql.length()) {
      return false;
    }
    boolean name = Character.isJavaIdentifierStart(sql.charAt(start + 1));
    char before = start == 0 ? ' ' : sql.charAt(start - 1);
    return name && before != ':' && !isWordPart(before);
  }

  private int endOfWord(int start) {
    int at = start;
    while (at < sql.length() && isWordPart(sql.charAt(at))) {
      at++;
    }
    return at;
  }

  private static boolean isWordPart(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '$' || c == '@' || c >= 0x80;
  }

  private UserError unfinished(String what, int start) {
    long line = sql.substring(0, start).lines().count();
    boolean atLineStart = start == 0 || sql.charAt(start - 1) == '\n';
    return UserError.usage(
        what
            + " that begins in line "
            + (atLineStart ? line + 1 : line)
            + " of the SQL is never closed.");
  }
}
