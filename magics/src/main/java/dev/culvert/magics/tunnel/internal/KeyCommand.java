package dev.culvert.magics.tunnel.internal;

import picocli.CommandLine.Command;

/** The word before {@code new} and {@code add}. */
@Command(
    name = "key",
    description = "Makes a key pair, and has SSH servers take it.",
    synopsisSubcommandLabel = "COMMAND")
final class KeyCommand {}
