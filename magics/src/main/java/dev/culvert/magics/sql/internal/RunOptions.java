package dev.culvert.magics.sql.internal;

import dev.culvert.api.UserError;
import dev.culvert.magics.internal.HomePath;
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
        "Without it " + DEFAULT_LIMIT + ", and all for a file."
      })
  private Integer limit;

  @Option(
      names = "--csv",
      paramLabel = "FILE",
      description = "Write the rows of the one query to a file, while they are read.")
  private String csv;

  @Option(names = "--force", description = "Replace the file of --csv.")
  private boolean force;

  @Option(
      names = {"-q", "--quiet"},
      description = "Show no count and time; warnings and limits are shown.")
  boolean quiet;

  /**
   * The most rows to take.
   *
   * @throws UserError when it is none
   */
  int limit() {
    if (limit == null) {
      return csv == null ? Integer.parseInt(DEFAULT_LIMIT) : Rows.ALL;
    } else if (limit < 0) {
      throw UserError.usage("--limit is a number of rows, or 0 for all of them.");
    }
    return limit;
  }

  /**
   * The file to write to.
   *
   * @throws UserError when it cannot be written
   */
  Optional<CsvExport> export() {
    if (csv == null && force) {
      throw UserError.usage("--force belongs to --csv FILE.");
    }
    return Optional.ofNullable(csv).map(file -> CsvExport.to(HomePath.of(file), force));
  }
}
