package dev.culvert.magics.tunnel.internal;

import picocli.CommandLine.Command;

/** The word before the subcommands. */
@Command(
    description = "Opens ways through SSH servers to databases and other services.",
    synopsisSubcommandLabel = "COMMAND")
final class TunnelCommand {}
