package dev.culvert.magics.sql.internal;

/** What is done with the table that a frame is saved to. Named as users type it. */
enum PersistMode {
  /** Make the table; it must not be there. */
  create,
  /** Add the rows to the table. */
  append,
  /** Let the rows take the place of all that is in the table, which keeps its definition. */
  replace,
  /** Change the rows whose key is there, and add the others. */
  upsert
}
