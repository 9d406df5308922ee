package dev.culvert.magics.tunnel.internal;

/**
 * One SSH server on the way, with what the user has to show to it alone.
 *
 * @param plan how to reach it
 * @param credentials shown to this server and to no other
 */
record Hop(SshPlan plan, Credentials credentials) {}
