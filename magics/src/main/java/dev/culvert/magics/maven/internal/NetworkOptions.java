package dev.culvert.magics.maven.internal;

import dev.culvert.api.UserError;
import picocli.CommandLine.Option;

/** The options of commands that fetch artifacts. */
final class NetworkOptions {

  @Option(names = "--offline", description = "Use the local repository alone.")
  private boolean offline;

  @Option(
      names = {"-U", "--update"},
      description = "Look for newer SNAPSHOTs now, not once a day.")
  private boolean update;

  Network chosen() {
    if (offline && update) {
      throw UserError.usage("--offline asks nobody, and --update asks for what is new: give one.");
    }
    return Network.of(offline, update);
  }
}
