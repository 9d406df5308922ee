package dev.culvert.magics.sql.internal;

import dev.culvert.api.Notebook;
import dev.culvert.api.UserError;
import dev.culvert.magics.internal.Declares;
import dev.culvert.magics.internal.DurationConverter;
import dev.culvert.magics.internal.HomePath;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How statements are run. */
@Command
final class RunOptions {

  private static final String DEFAULT_LIMIT = "100000";

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = {
        "Take at most N rows of a result; 0 takes all.",
        "Without it " + DEFAULT_LIMIT + ", and all for a file and for --stream."
      })
  private Integer limit;

  @Declares
  @Option(
      names = "--as",
      paramLabel = "VARIABLE",
      description = "Declare a variable of the notebook with the result, which is not shown then.")
  private String declared;

  @Option(
      names = "--save",
      paramLabel = "NAME",
      description = "Keep the one query under a name that later queries may use as a table.")
  private String save;

  @Option(
      names = "--with",
      split = ",",
      paramLabel = "NAME",
      description = "Put these snippets before the query; those behind FROM and JOIN are found.")
  private List<String> with = List.of();

  @Option(names = "--no-execute", description = "Only keep the query of --save.")
  private boolean keepOnly;

  @Option(
      names = "--csv",
      paramLabel = "FILE",
      description = "Write the rows of the one query to a file, while they are read.")
  private String csv;

  @Option(names = "--force", description = "Replace the file of --csv.")
  private boolean force;

  @Option(
      names = "--stream",
      paramLabel = "VARIABLE",
      description =
          "Hand the rows, 10,000 at a time while they arrive, to a Consumer<DataFrame> of the"
              + " notebook.")
  private String stream;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description = "Have the server stop a statement that takes longer, as 30s or 5m.")
  private Duration timeout;

  @Option(
      names = {"-q", "--quiet"},
      description = "Show no count and time; warnings and limits are shown.")
  private boolean quiet;

  @Option(names = "--explain", description = "Show the plan of one statement, which does not run.")
  private boolean explain;

  @Option(
      names = "--analyze",
      description = "Run one query and show its plan with what each step took (MariaDB).")
  private boolean analyze;

  /**
   * What the options say.
   *
   * @throws UserError when they contradict each other, or a file cannot be written
   */
  RunSettings settings(Snippets snippets, Notebook notebook) {
    boolean streamed = stream != null;
    if (explain && analyze) {
      throw UserError.usage("--explain or --analyze, not both.");
    } else if (csv == null && force) {
      throw UserError.usage("--force belongs to --csv FILE.");
    } else if (csv != null && (explain || analyze)) {
      throw UserError.usage("--csv writes the rows of a query, not its plan.");
    }
    if (timeout != null && (timeout.toMillis() < 1000 || timeout.toMillis() % 1000 != 0)) {
      throw UserError.usage("--timeout counts in whole seconds, and is at least 1s.");
    } else if (streamed && (csv != null || declared != null || explain || analyze)) {
      throw UserError.usage(
          "--stream hands the rows over and keeps none, so it goes without --csv, --as, --explain"
              + " and --analyze.");
    }
    if (csv != null && declared != null) {
      throw UserError.usage("--csv writes the rows to a file; there is no result for --as.");
    }
    if (save == null && keepOnly) {
      throw UserError.usage("--no-execute belongs to --save NAME.");
    } else if (save != null) {
      Snippets.check(save);
    }
    String before = explain ? RunSettings.EXPLAIN : analyze ? RunSettings.ANALYZE : "";
    Optional<CsvExport> export =
        Optional.ofNullable(csv).map(file -> CsvExport.to(HomePath.of(file), force));
    RunSettings.Composition composition =
        new RunSettings.Composition(with, Optional.ofNullable(save), !keepOnly);
    return new RunSettings(
        limit(),
        quiet,
        export,
        Optional.ofNullable(timeout),
        Optional.ofNullable(stream).map(name -> ChunkStream.to(name, notebook)),
        snippets,
        composition,
        before);
  }

  /** For a command that shows something else of the rows. */
  static RunSettings quietly(Snippets snippets) {
    return new RunSettings(
        Integer.parseInt(DEFAULT_LIMIT),
        true,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        snippets,
        RunSettings.Composition.PLAIN,
        "");
  }

  private int limit() {
    if (limit == null) {
      return csv == null && stream == null ? Integer.parseInt(DEFAULT_LIMIT) : Rows.ALL;
    } else if (limit < 0) {
      throw UserError.usage("--limit is a number of rows, or 0 for all of them.");
    }
    return limit;
  }
}
