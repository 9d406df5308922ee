package dev.culvert.magics.sql.internal;

/**
 * A piece of SQL text.
 *
 * @param kind what it is
 * @param start its first character's place in the text
 * @param end the place after its last character
 */
record SqlToken(Kind kind, int start, int end) {

  /** What a token is. */
  enum Kind {
    /** A keyword, a name, a number, a user variable. */
    WORD,
    /** In single or double quotes. */
    STRING,
    /** In backticks. */
    QUOTED_NAME,
    /** Text the server skips. */
    COMMENT,
    /** A comment the server runs: it begins with {@code /*!} or {@code /*M!}. */
    RUN_COMMENT,
    /** {@code :name}. */
    VARIABLE,
    /** Any other single character. */
    SYMBOL
  }

  String text(String sql) {
    return sql.substring(start, end);
  }

  boolean is(Kind other) {
    return kind == other;
  }
}
