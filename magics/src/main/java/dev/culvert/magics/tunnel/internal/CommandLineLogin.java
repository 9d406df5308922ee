package dev.culvert.magics.tunnel.internal;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What a command says about the SSH servers on the way; it wins over the configuration.
 *
 * @param file the configuration to read; null for the usual ones
 * @param execAllowed whether commands of such a file are run
 * @param options {@code Keyword=value}, for the last server
 * @param keys key files for the last server
 * @param noKeys whether the last server is shown no key, for there is a password
 * @param knownHosts in place of the configured files; empty for these
 * @param pin the fingerprint of the last server's key; null for none
 * @param timeout null for the configured or usual one
 * @param keepalive null for the configured or usual one
 */
record CommandLineLogin(
    Path file,
    boolean execAllowed,
    List<String> options,
    List<String> keys,
    boolean noKeys,
    List<Path> knownHosts,
    String pin,
    Duration timeout,
    Duration keepalive) {}
