package dev.culvert.magics.sql.internal;

import picocli.CommandLine.Option;

/**
 * The options of a connection that lasts. Here {@code --as} is the section of the secrets, as in
 * {@code %tunnel open}; beside a statement it is the variable that takes the result.
 */
final class NamedConnectOptions extends ConnectOptions {

  @Option(names = "--as", paramLabel = "NAME", description = "The same as --section.")
  void as(String name) {
    section(name);
  }
}
