package dev.culvert.magics.tunnel.internal;

import java.util.random.RandomGenerator;

/**
 * How long to wait before the next try: 1 s, then twice as long each time, up to 30 s; each time a
 * fifth more or less, so that many clients of a server that comes back do not all come at once. Not
 * safe for several threads.
 */
final class Backoff {

  private static final long FIRST_MILLIS = 1_000;
  private static final long LONGEST_MILLIS = 30_000;

  private final RandomGenerator random;
  private long next = FIRST_MILLIS;

  Backoff(RandomGenerator random) {
    this.random = random;
  }

  long nextMillis() {
    long wait = Math.round(next * random.nextDouble(0.8, 1.2));
    next = Math.min(LONGEST_MILLIS, next * 2);
    return wait;
  }
}
