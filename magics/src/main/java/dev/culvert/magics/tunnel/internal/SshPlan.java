package dev.culvert.magics.tunnel.internal;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What is needed to reach one SSH server, less the secrets.
 *
 * @param server host and port
 * @param user who logs in
 * @param knownAs the name its key is looked up by: the server, or HostKeyAlias
 * @param knownHosts the files that say which host keys are trusted; a newly trusted key is written
 *     to the first
 * @param trust what happens with a key that is in none of them
 * @param hashNames whether a newly written name is hashed
 * @param pin the one fingerprint the key must have; null for what known_hosts says
 * @param proxyCommand the command whose streams lead to the server; null for a connection of our
 *     own
 * @param family what kind of address of the server's is used
 * @param from the address of this machine to connect from; null for any
 * @param attempts how often a connection is tried, with a second in between
 * @param negotiation how client and server come to terms
 * @param batch whether nobody is asked anything
 * @param timeout the longest that each single step may take
 * @param keepalive how often the server is asked whether it is still there
 * @param keepalivesMissed how many questions without an answer end the connection
 */
record SshPlan(
    HostPort server,
    String user,
    HostPort knownAs,
    List<Path> knownHosts,
    Trust trust,
    boolean hashNames,
    String pin,
    String proxyCommand,
    Class<? extends InetAddress> family,
    InetAddress from,
    int attempts,
    Negotiation negotiation,
    boolean batch,
    Duration timeout,
    Duration keepalive,
    int keepalivesMissed) {

  SshPlan {
    knownHosts = List.copyOf(knownHosts);
  }

  /** The same, but for the fingerprint that the server's key must have. */
  SshPlan pinned(String fingerprint) {
    return new SshPlan(
        server,
        user,
        knownAs,
        knownHosts,
        trust,
        hashNames,
        fingerprint,
        proxyCommand,
        family,
        from,
        attempts,
        negotiation,
        batch,
        timeout,
        keepalive,
        keepalivesMissed);
  }

  @Override
  public String toString() {
    return user + "@" + server;
  }
}
