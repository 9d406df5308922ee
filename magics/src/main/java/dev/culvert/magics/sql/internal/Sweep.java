package dev.culvert.magics.sql.internal;

import dev.culvert.api.Notebook;
import dev.culvert.api.UserError;
import dev.culvert.magics.sql.internal.SqlToken.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Asks before statements that hit whole tables: UPDATE and DELETE without WHERE, TRUNCATE and DROP.
 *
 * <p>A WHERE inside parentheses is that of a subquery and does not count. All statements of a
 * script are looked at before the first one runs, so that a refusal leaves nothing half done.
 */
final class Sweep {

  private static final Set<String> WHOLE = Set.of("TRUNCATE", "DROP");
  private static final Set<String> ROWS = Set.of("UPDATE", "DELETE");
  private static final Set<String> AFTER_WITH = Set.of("SELECT", "UPDATE", "DELETE", "INSERT");

  private Sweep() {}

  /**
   * Has the user confirm what is sweeping, by the name of the connection.
   *
   * @throws UserError when the user does not, or cannot be asked
   */
  static void confirm(List<SqlStatement> statements, String connection, Notebook notebook) {
    for (SqlStatement statement : statements) {
      Optional<String> what = what(statement);
      if (what.isPresent()) {
        confirm(what.get() + " (line " + statement.line() + ")", connection, notebook);
      }
    }
  }

  /** The same for one statement that is not written as SQL. */
  static void confirm(String what, String connection, Notebook notebook) {
    String prompt =
        connection
            + " is a production connection: "
            + what
            + ". Type "
            + connection
            + " to go on: ";
    String answer;
    try {
      answer = notebook.input(prompt);
    } catch (UserError e) {
      throw new UserError(
          "NotConfirmed",
          what
              + " on the production connection "
              + connection
              + " needs your word, and nobody can be asked here. Nothing ran.",
          e);
    }
    if (!answer.strip().equals(connection)) {
      throw new UserError("NotConfirmed", what + " was not confirmed. Nothing ran.");
    }
  }

  /** What a statement sweeps, as the user is told; empty when it does not. */
  static Optional<String> what(SqlStatement statement) {
    String verb = "";
    int depth = 0;
    for (SqlToken token : statement.tokens()) {
      String text = token.text(statement.text());
      if (text.equals("(")) {
        depth++;
      } else if (text.equals(")")) {
        depth--;
      } else if (depth == 0 && token.is(Kind.WORD)) {
        String word = text.toUpperCase(Locale.ROOT);
        if (verb.isEmpty() || (verb.equals("WITH") && AFTER_WITH.contains(word))) {
          verb = word;
        } else if (word.equals("WHERE") && ROWS.contains(verb)) {
          return Optional.empty();
        }
      }
    }
    if (ROWS.contains(verb)) {
      return Optional.of(verb + " without WHERE");
    }
    return WHOLE.contains(verb) ? Optional.of(verb) : Optional.empty();
  }
}
