package dev.culvert.front.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The clock is the test's. */
class PacerTest {

  private final Pacer pacer = new Pacer();
  private long now = -5; // nanoTime may be negative

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  @Test
  void aFloodNeverHasMoreInThreeSecondsThanAServerLetsThrough() {
    Deque<long[]> sent = new ArrayDeque<>();
    long inWindow = 0;
    for (int i = 0; i < 500; i++) {
      for (long delay = pacer.delay("flood", 100_000, now);
          delay > 0;
          delay = pacer.delay("flood", 100_000, now)) {
        now += delay;
      }
      sent.add(new long[] {now, 100_000});
      inWindow += 100_000;
      while (sent.peek()[0] + 3 * SECOND <= now) {
        inWindow -= sent.poll()[1];
      }
      assertThat(inWindow).isLessThan(3_000_000);
    }
    assertThat(now).isBetween(57 * SECOND, 66 * SECOND); // 50 MB at 0.8 MB a second
  }

  @Test
  void manySmallMessagesArePacedToo() {
    int sent = 0;
    while (pacer.delay("flood", 10, now) == 0) {
      sent++;
    }
    assertThat(sent).isBetween(2_000, 2_999);
  }

  @Test
  void aFloodHoldsBackNoOtherCellsFewLines() {
    while (pacer.delay("flood", 100_000, now) == 0) {}
    assertThat(pacer.delay("quiet", 50_000, now)).isZero();
  }

  @Test
  void everyIdleBeginsAnew() {
    while (pacer.delay("flood", 100_000, now) == 0) {}
    pacer.reset();
    assertThat(pacer.delay("flood", 100_000, now)).isZero();
  }
}
