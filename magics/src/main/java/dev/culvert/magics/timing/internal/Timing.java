package dev.culvert.magics.timing.internal;

import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;

/**
 * How long code takes, as {@code timeit} of IPython says it.
 *
 * @param rounds nanoseconds that one run took, in the mean of each round
 * @param loops runs in a round
 */
record Timing(double[] rounds, long loops) {

  private static final long ROUND_NANOS = 200_000_000;

  /** What the code gave last: as long as somebody may read it, it has to be computed. */
  private static volatile Object last;

  /**
   * Measures code.
   *
   * @param number runs in a round; 0 for as many as take 0.2 s
   * @param repeat rounds
   * @param warmUp seconds to run before
   */
  static Timing of(Callable<?> body, long number, int repeat, double warmUp) throws Exception {
    long begun = System.nanoTime();
    long runs = 0;
    do {
      run(body, 1);
      runs++;
    } while (System.nanoTime() - begun < warmUp * 1e9);
    double each = (double) (System.nanoTime() - begun) / runs;
    long loops = number > 0 ? number : roundLoops(body, each);
    double[] rounds = new double[repeat];
    for (int i = 0; i < repeat; i++) {
      rounds[i] = (double) run(body, loops) / loops;
    }
    last = null;
    return new Timing(rounds, loops);
  }

  /** 1, 10, 100 ... runs, of which the first that take long enough are right. */
  private static long roundLoops(Callable<?> body, double estimate) throws Exception {
    long loops = 1;
    while (loops * estimate * 10 < ROUND_NANOS) {
      loops *= 10;
    }
    while (loops < 1_000_000_000 && run(body, loops) < ROUND_NANOS) {
      loops *= 10;
    }
    return loops;
  }

  private static long run(Callable<?> body, long loops) throws Exception {
    long begun = System.nanoTime();
    for (long i = 0; i < loops; i++) {
      last = body.call();
    }
    return System.nanoTime() - begun;
  }

  @Override
  public String toString() {
    double mean = Arrays.stream(rounds).average().orElseThrow();
    double variance =
        Arrays.stream(rounds).map(x -> (x - mean) * (x - mean)).average().orElseThrow();
    return String.format(
        Locale.ROOT,
        "%s ± %s per loop (mean ± std. dev. of %d %s, %,d %s each)",
        Durations.text(mean),
        Durations.text(Math.sqrt(variance)),
        rounds.length,
        rounds.length == 1 ? "run" : "runs",
        loops,
        loops == 1 ? "loop" : "loops");
  }
}
