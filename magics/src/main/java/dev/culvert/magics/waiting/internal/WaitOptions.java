package dev.culvert.magics.waiting.internal;

import dev.culvert.api.Notebook;
import dev.culvert.api.UserError;
import dev.culvert.magics.internal.DurationConverter;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How often to look and how long. */
@Command
final class WaitOptions {

  private static final Duration SHORTEST = Duration.ofMillis(10);

  @Option(
      names = "--every",
      paramLabel = "TIME",
      defaultValue = "2s",
      converter = DurationConverter.class,
      description = "From one look to the next (default: ${DEFAULT-VALUE}).")
  private Duration every;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      defaultValue = "10m",
      converter = DurationConverter.class,
      description = "Give up then (default: ${DEFAULT-VALUE}); 0s waits for ever.")
  private Duration timeout;

  void await(Condition condition, Notebook notebook) {
    if (every.compareTo(SHORTEST) < 0) {
      throw UserError.usage("--every is at least 10ms.");
    }
    new Wait(condition, every, timeout, notebook).run();
  }
}
