package dev.culvert.magics.sql.internal;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How statements are run. */
@Command
final class RunOptions {

  private static final String DEFAULT_LIMIT = "100000";

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = DEFAULT_LIMIT,
      description = "Take at most N rows of a result (${DEFAULT-VALUE}); 0 takes all.")
  int limit;

  @Option(
      names = {"-q", "--quiet"},
      description = "Show no count and time; warnings and limits are shown.")
  boolean quiet;
}
