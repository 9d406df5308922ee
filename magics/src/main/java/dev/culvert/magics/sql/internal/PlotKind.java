package dev.culvert.magics.sql.internal;

/** The plots there are. Named as users type them. */
enum PlotKind {
  /** How often the values of one column are how large. */
  hist,
  /** A bar for each row. */
  bar,
  /** A line through the rows in their order. */
  line,
  /** A point for each row. */
  scatter
}
