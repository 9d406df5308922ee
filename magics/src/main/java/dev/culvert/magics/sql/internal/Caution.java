package dev.culvert.magics.sql.internal;

/**
 * How careful a connection is with what it is told. A guard against mistakes, not against intent:
 * what an account may do is for the server to say.
 *
 * @param readOnly whether the server refuses every change
 * @param production whether the user is asked before a statement that hits whole tables
 */
record Caution(boolean readOnly, boolean production) {

  /** What the flags are called in lists; empty without any. */
  String words() {
    if (readOnly) {
      return production ? "read-only, prod" : "read-only";
    }
    return production ? "prod" : "";
  }
}
