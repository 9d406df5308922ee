package dev.culvert.magics.sql.internal;

/** Told while rows are read, by the reading thread. */
interface RowCount {

  /** Nobody wants to know. */
  RowCount UNSEEN = rows -> {};

  /** That many further rows were read. */
  void add(int rows);
}
