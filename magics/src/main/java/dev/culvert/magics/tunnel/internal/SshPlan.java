package dev.culvert.magics.tunnel.internal;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What is needed to reach an SSH server, less the secrets.
 *
 * @param server host and port
 * @param user who logs in
 * @param knownHosts the files that say which host keys are trusted; a newly trusted key is written
 *     to the first
 * @param timeout the longest that each single step may take
 * @param keepalive how often the server is asked whether it is still there
 */
record SshPlan(
    HostPort server, String user, List<Path> knownHosts, Duration timeout, Duration keepalive) {

  SshPlan {
    knownHosts = List.copyOf(knownHosts);
  }
}
