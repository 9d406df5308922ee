package dev.culvert.magics.tunnel.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Collectors;

/** Looks for threads that a tunnel left behind. */
final class Leaks {

  private static final long PATIENCE_MILLIS = 5_000;

  private Leaks() {}

  /**
   * Waits for the threads of tunnels and of the SSH library to end, and fails for those that stay.
   */
  static void assertNoTunnelThreads() throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
    for (Thread thread : tunnelThreads()) {
      thread.join(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
    }
    assertThat(tunnelThreads()).extracting(Thread::getName).isEmpty();
  }

  private static Set<Thread> tunnelThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().matches("(tunnel-|sshd-(SshClient|TunnelClient)).*"))
        .collect(Collectors.toSet());
  }
}
