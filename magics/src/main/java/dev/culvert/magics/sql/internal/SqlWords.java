package dev.culvert.magics.sql.internal;

import java.util.Locale;
import java.util.Set;

/** The words a statement of MariaDB or MySQL can begin with. */
final class SqlWords {

  private static final Set<String> VERBS =
      Set.of(
          ("ALTER ANALYZE BACKUP BEGIN BINLOG CACHE CALL CHANGE CHECK CHECKSUM CLONE COMMIT CREATE"
                  + " DEALLOCATE DELETE DELIMITER DESC DESCRIBE DO DROP EXECUTE EXPLAIN FLUSH GET"
                  + " GRANT HANDLER HELP IMPORT INSERT INSTALL KILL LOAD LOCK OPTIMIZE PREPARE"
                  + " PURGE RELEASE RENAME REPAIR REPLACE RESET RESIGNAL RESTART REVOKE ROLLBACK"
                  + " SAVEPOINT SELECT SET SHOW SHUTDOWN SIGNAL SLAVE START STOP TABLE TRUNCATE"
                  + " UNINSTALL UNLOCK UPDATE USE VALUES WITH XA")
              .split(" "));

  private SqlWords() {}

  static boolean isVerb(String word) {
    return VERBS.contains(word.toUpperCase(Locale.ROOT));
  }

  /** Whether a word could only be a name: letters, digits and the like. */
  static boolean isName(String word) {
    return word.matches("[A-Za-z0-9_][A-Za-z0-9_.-]*");
  }
}
