package dev.culvert.magics.sql.internal;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How a script is run.
 *
 * @param limit the most rows to take of each result, or {@link Rows#ALL}
 * @param quiet whether counts and times are left out
 * @param export where the rows go instead of into a frame; the script is one query then
 * @param snippets the snippets of the notebook
 * @param composition what becomes of them
 * @param timeout how long a statement may run on the server, whole seconds; empty without a limit
 * @param stream who gets the rows, chunk by chunk, instead of a frame
 * @param before the word that asks for a plan, with a blank; empty to run the script
 */
record RunSettings(
    int limit,
    boolean quiet,
    Optional<CsvExport> export,
    Optional<Duration> timeout,
    Optional<ChunkStream> stream,
    Snippets snippets,
    Composition composition,
    String before) {

  /**
   * What becomes of snippets.
   *
   * @param with those that stand before the statement in any case
   * @param save the name the query gets; empty to save nothing
   * @param run whether a query that is saved runs, too
   */
  record Composition(List<String> with, Optional<String> save, boolean run) {

    static final Composition PLAIN = new Composition(List.of(), Optional.empty(), true);

    Composition {
      with = List.copyOf(with);
    }
  }

  static final String EXPLAIN = "EXPLAIN ";
  static final String ANALYZE = "ANALYZE ";

  /** Everything, told about. */
  static RunSettings plain() {
    return new RunSettings(
        Rows.ALL,
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        new Snippets(),
        Composition.PLAIN,
        "");
  }
}
