package dev.culvert.magics.sql.internal;

import dev.culvert.magics.sql.internal.SqlToken.Kind;
import java.util.Locale;
import java.util.Set;

/**
 * Knows, token by token, whether a statement stands inside the {@code BEGIN ... END} of a routine.
 *
 * <p>Only {@code BEGIN} and {@code CASE} are counted: their {@code END} stands alone or is followed
 * by {@code CASE}, while the ends of {@code IF}, {@code LOOP}, {@code WHILE}, {@code REPEAT} and
 * {@code FOR} name them, so those need no count. A {@code BEGIN} that starts a transaction opens
 * nothing.
 */
final class RoutineBody {

  private static final Set<String> ROUTINES =
      Set.of("PROCEDURE", "FUNCTION", "TRIGGER", "EVENT", "PACKAGE");
  private static final Set<String> OTHER_OBJECTS =
      Set.of("TABLE", "VIEW", "INDEX", "DATABASE", "SCHEMA", "USER", "ROLE", "SEQUENCE", "SERVER");
  private static final Set<String> NAMED_ENDS = Set.of("IF", "LOOP", "WHILE", "REPEAT", "FOR");

  private String first = "";
  private String previous = "";
  private boolean headerOver;
  private boolean routine;
  private boolean endSeen;
  private int depth;

  void see(SqlToken token, String text) {
    String word = token.is(Kind.WORD) ? token.text(text).toUpperCase(Locale.ROOT) : "";
    boolean afterEnd = endSeen;
    endSeen = false;
    if (afterEnd && !NAMED_ENDS.contains(word)) {
      depth--;
    }
    boolean closes = afterEnd && (word.equals("CASE") || NAMED_ENDS.contains(word));
    if (!word.isEmpty() && !closes && !previous.equals(".")) {
      count(word);
    }
    previous = word.isEmpty() ? token.text(text) : word;
  }

  /** Whether a semicolon here belongs to the routine. */
  boolean isOpen() {
    return routine && (endSeen ? depth > 1 : depth > 0);
  }

  private void count(String word) {
    if (first.isEmpty()) {
      first = word;
    }
    if (first.equals("CREATE") && !headerOver) {
      routine = ROUTINES.contains(word);
      headerOver = routine || OTHER_OBJECTS.contains(word);
    } else if (first.equals("BEGIN") && previous.equals("BEGIN") && word.equals("NOT")) {
      routine = true;
    }
    switch (word) {
      case "BEGIN", "CASE" -> depth++;
      case "END" -> endSeen = true;
      default -> {}
    }
  }
}
