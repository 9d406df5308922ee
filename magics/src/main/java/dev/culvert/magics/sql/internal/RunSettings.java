package dev.culvert.magics.sql.internal;

import java.util.Optional;

/**
 * How a script is run.
 *
 * @param limit the most rows to take of each result, or {@link Rows#ALL}
 * @param quiet whether counts and times are left out
 * @param export where the rows go instead of into a frame; the script is one query then
 * @param before the word that asks for a plan, with a blank; empty to run the script
 */
record RunSettings(int limit, boolean quiet, Optional<CsvExport> export, String before) {

  static final String EXPLAIN = "EXPLAIN ";
  static final String ANALYZE = "ANALYZE ";

  /** Everything, told about. */
  static final RunSettings PLAIN = new RunSettings(Rows.ALL, false, Optional.empty(), "");
}
